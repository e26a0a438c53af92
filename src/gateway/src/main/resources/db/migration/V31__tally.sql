-- How often a stranger or a repetition was refused: leaves are written as the count doubles (decision 0006).
CREATE TABLE tally (
    tenant  uuid NOT NULL REFERENCES tenant,
    subject uuid NOT NULL,                    -- an attempt's or an intent's id
    kind    text NOT NULL,
    count   bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant, subject, kind)
);
ALTER TABLE tally ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON tally TO sluis_app USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant());
GRANT SELECT, INSERT, UPDATE (count) ON tally TO sluis_app;
