-- Which unix user of a site a project runs as: one to one, so that on a node the uid is the wall between projects.
CREATE TABLE cluster_account (
    site    text NOT NULL,
    account text NOT NULL,
    tenant  uuid NOT NULL,
    project uuid NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, account),
    UNIQUE (site, tenant, project),
    FOREIGN KEY (tenant, project) REFERENCES project
);
ALTER TABLE cluster_account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON cluster_account TO sluis_app USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant());
GRANT SELECT, INSERT ON cluster_account TO sluis_app;

-- The user that an attempt was submitted as; empty where the cluster has only one.
ALTER TABLE attempt ADD COLUMN account text NOT NULL DEFAULT '';

-- When an attempt of a job that was let go is looked at again.
CREATE INDEX attempt_live ON attempt (site) WHERE ended IS NULL;
