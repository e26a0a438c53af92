-- The elements of an array are jobs of one intent, one number and one case.
ALTER TABLE job ADD COLUMN element integer CHECK (element >= 0),
    ADD COLUMN at_once integer NOT NULL DEFAULT 1,
    ADD COLUMN not_before timestamptz,
    DROP CONSTRAINT job_tenant_number_key,
    DROP CONSTRAINT job_tenant_intent_id_key;
CREATE UNIQUE INDEX job_number ON job (tenant, number, element) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX job_intent ON job (tenant, intent_id, element) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX job_case ON job (tenant, case_dataset, element) NULLS NOT DISTINCT;
DROP INDEX job_one_per_case;
GRANT SELECT (intent_id, element, at_once, not_before, started) ON job TO sluis_worker;

-- One result for each job: the elements of an array share a case.
ALTER TABLE version ADD COLUMN job uuid;      -- whose output it is
DROP INDEX version_one_result;
CREATE UNIQUE INDEX version_one_result ON version (tenant, job) WHERE job IS NOT NULL AND state <> 'open';

-- What jobs wait for: other intents, of an array all elements.
CREATE TABLE job_wait (
    tenant     uuid NOT NULL REFERENCES tenant,
    intent_id  uuid NOT NULL,
    awaited    uuid NOT NULL,                 -- the other intent's id
    condition  text NOT NULL CHECK (condition IN ('started', 'ended', 'completed', 'failed')),
    PRIMARY KEY (tenant, intent_id, awaited, condition)
);
ALTER TABLE job_wait ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON job_wait TO sluis_app USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant());
CREATE POLICY of_worker ON job_wait FOR SELECT TO sluis_worker USING (true);
GRANT SELECT, INSERT ON job_wait TO sluis_app;
GRANT SELECT ON job_wait TO sluis_worker;
