-- Which replica moves the jobs of a site, until when by this database's clock. The token rises with each change of hands.
-- A key of (site, token): taking the site waits for the transactions that lean on the token (FOR KEY SHARE), renewing does not.
CREATE TABLE site_lease (
    site      text PRIMARY KEY,
    token     bigint NOT NULL,
    holder    uuid NOT NULL,
    until     timestamptz NOT NULL,
    reachable boolean NOT NULL DEFAULT false, -- whether the cluster answered the holder last
    UNIQUE (site, token)
);
GRANT SELECT, INSERT, UPDATE ON site_lease TO sluis_worker;
-- To lean on a row one must be allowed to change it; nothing of the tenants' role does.
GRANT SELECT, UPDATE (until) ON site_lease TO sluis_app;

-- How many of a job's attempts may be given a key, as its intent says.
ALTER TABLE job ADD COLUMN attempts integer NOT NULL DEFAULT 1 CHECK (attempts > 0);
GRANT SELECT (attempts) ON job TO sluis_worker;

-- What the code promises, held by the database too: a case takes one job, a job has one live attempt and one result.
CREATE UNIQUE INDEX job_one_per_case ON job (tenant, case_dataset);
CREATE UNIQUE INDEX attempt_one_live ON attempt (tenant, job) WHERE ended IS NULL;
CREATE UNIQUE INDEX version_one_result ON version (tenant, dataset) WHERE attempt IS NOT NULL AND state <> 'open';
