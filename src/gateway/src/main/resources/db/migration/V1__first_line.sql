-- Three roles made beforehand: sluis_owner runs this file; sluis_app serves tenants, one at a time;
-- sluis_worker is first contact, poller and reconciler: it sees tenants' addresses, jobs and slots, never data.

CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
    setting text := current_setting('sluis.tenant', true);
BEGIN
    IF setting IS NULL OR setting = '' THEN
        RAISE EXCEPTION 'no tenant is set in this transaction' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN setting::uuid;
END
$$;

CREATE TABLE tenant (
    id           uuid PRIMARY KEY,
    name         text NOT NULL UNIQUE,
    issuer       text NOT NULL,
    organization text NOT NULL,               -- the organization's id at the issuer, never its alias
    alias        text NOT NULL UNIQUE,        -- random; travels in the enrolment string
    enrolment    bytea NOT NULL,              -- canonical sluis.enrolment.v1
    next_job     bigint NOT NULL DEFAULT 1,
    created      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (issuer, organization)
);

CREATE TABLE member (
    tenant  uuid NOT NULL REFERENCES tenant,
    issuer  text NOT NULL,
    subject text NOT NULL,
    name    text NOT NULL,
    roles   text[] NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, issuer, subject)
);

CREATE TABLE signing_key (
    tenant     uuid NOT NULL REFERENCES tenant,
    id         text NOT NULL,                 -- digest of the SubjectPublicKeyInfo
    issuer     text NOT NULL,
    subject    text NOT NULL,
    public_key text NOT NULL,
    created    timestamptz NOT NULL DEFAULT now(),
    revoked    timestamptz,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, issuer, subject) REFERENCES member
);

CREATE TABLE project (
    tenant  uuid NOT NULL REFERENCES tenant,
    id      uuid NOT NULL,
    name    text NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name)
);

CREATE TABLE project_member (
    tenant  uuid NOT NULL,
    project uuid NOT NULL,
    issuer  text NOT NULL,
    subject text NOT NULL,
    PRIMARY KEY (tenant, project, issuer, subject),
    FOREIGN KEY (tenant, project) REFERENCES project,
    FOREIGN KEY (tenant, issuer, subject) REFERENCES member
);

-- The labels of tenants and projects, every version; signed by the custodian, so that an edited row is noticed.
CREATE TABLE policy (
    tenant    uuid NOT NULL REFERENCES tenant,
    subject   uuid NOT NULL,                  -- the tenant's or the project's id
    version   integer NOT NULL,
    document  bytea NOT NULL,
    signature bytea NOT NULL,
    created   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, subject, version)
);

-- Sites are everybody's; only the worker role writes them. Every statement is kept.
CREATE TABLE site_statement (
    site       text NOT NULL,
    version    integer NOT NULL,
    key        text NOT NULL,
    document   bytea NOT NULL,
    signature  bytea NOT NULL,
    registered timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (site, version)
);

CREATE TABLE dataset (
    tenant              uuid NOT NULL,
    id                  uuid NOT NULL,
    project             uuid NOT NULL,
    kind                text NOT NULL CHECK (kind IN ('dataset', 'case')),
    name                text NOT NULL,
    label               bytea NOT NULL,       -- canonical; its digest is in the AAD of the wrapped identity
    recipient           bytea NOT NULL,       -- sluis.dataset-recipient.v1
    recipient_signature bytea NOT NULL,
    identity            bytea NOT NULL,       -- wrapped under the tenant's key-encryption key of this epoch
    epoch               integer NOT NULL,
    created             timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, project, kind, name),
    FOREIGN KEY (tenant, project) REFERENCES project
);

CREATE TABLE version (
    tenant              uuid NOT NULL,
    id                  uuid NOT NULL,
    dataset             uuid NOT NULL,
    number              bigint NOT NULL,
    state               text NOT NULL CHECK (state IN ('open', 'closed', 'partial')),
    attempt             uuid,                 -- the attempt that writes it, for outputs
    key_file            bytea NOT NULL,
    record              bytea,
    record_signature    bytea,
    author              text,
    authority           bytea,                -- the release that certifies a runner's key
    authority_signature bytea,
    created             timestamptz NOT NULL DEFAULT now(),
    closed              timestamptz,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, dataset, number),
    FOREIGN KEY (tenant, dataset) REFERENCES dataset
);

CREATE TABLE object (
    tenant  uuid NOT NULL,
    version uuid NOT NULL,
    id      uuid NOT NULL,
    bytes   bigint NOT NULL CHECK (bytes > 0),
    digest  text NOT NULL,
    state   text NOT NULL CHECK (state IN ('reserved', 'stored')),
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, version, id),
    FOREIGN KEY (tenant, version) REFERENCES version
);

CREATE TABLE job (
    tenant            uuid NOT NULL REFERENCES tenant,
    id                uuid NOT NULL,
    number            bigint NOT NULL,
    project           uuid NOT NULL,
    intent_id         uuid NOT NULL,
    intent            bytea NOT NULL,
    intent_signature  bytea NOT NULL,
    intent_key        text NOT NULL,
    case_dataset      uuid NOT NULL,
    state             text NOT NULL,
    site              text,
    cpus              integer NOT NULL,
    memory_mebibytes  bigint NOT NULL,
    seconds           bigint NOT NULL,
    fence             bigint NOT NULL DEFAULT 0,   -- the number of the attempt that may commit
    cancel_requested  boolean NOT NULL DEFAULT false,
    phase             text,
    reason            text,
    problem           text,
    exit              bytea,
    output            uuid,
    receipt           bytea,
    receipt_signature bytea,
    accepted          timestamptz NOT NULL DEFAULT now(),
    started           timestamptz,
    ended             timestamptz,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, number),
    UNIQUE (tenant, intent_id),
    FOREIGN KEY (tenant, project) REFERENCES project,
    FOREIGN KEY (tenant, case_dataset) REFERENCES dataset
);
CREATE INDEX job_unfinished ON job (state, accepted) WHERE ended IS NULL;

CREATE TABLE attempt (
    tenant      uuid NOT NULL,
    id          uuid PRIMARY KEY,
    job         uuid NOT NULL,
    number      bigint NOT NULL,              -- also the fencing token
    site        text NOT NULL,
    state       text NOT NULL,
    cluster_job text,
    lease_until timestamptz,
    created     timestamptz NOT NULL DEFAULT now(),
    ended       timestamptz,
    UNIQUE (tenant, job, number),
    FOREIGN KEY (tenant, job) REFERENCES job
);

-- The custodian's inbox. A row with an attempt is a slot; one without is an opening.
CREATE TABLE release_request (
    tenant      uuid NOT NULL,
    id          uuid NOT NULL,
    intent_id   uuid NOT NULL,
    attempt     uuid REFERENCES attempt,
    rank        integer,
    keys_digest text NOT NULL,                -- digest of the offered keys: others get nothing
    recipient   text NOT NULL,
    runner_key  text,
    state       text NOT NULL CHECK (state IN ('asked', 'answered', 'refused', 'expired')),
    document    bytea,
    signature   bytea,
    key_files   bytea,                        -- canonical JSON: version id to base64
    problem     text,
    detail      text,
    asked       timestamptz NOT NULL DEFAULT now(),
    answered    timestamptz,
    PRIMARY KEY (tenant, id),
    UNIQUE (attempt, rank),
    CHECK ((attempt IS NULL) = (rank IS NULL) AND (attempt IS NULL) = (runner_key IS NULL)),
    CHECK ((state = 'answered') = (document IS NOT NULL))
);
CREATE UNIQUE INDEX opening_once ON release_request (tenant, intent_id) WHERE attempt IS NULL;

CREATE TABLE opening (
    tenant    uuid NOT NULL REFERENCES tenant,
    intent_id uuid NOT NULL,
    intent    bytea NOT NULL,
    signature bytea NOT NULL,
    key       text NOT NULL,
    created   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, intent_id)
);

CREATE TABLE log_piece (
    tenant    uuid NOT NULL,
    attempt   uuid NOT NULL REFERENCES attempt,
    number    bigint NOT NULL,
    document  bytea NOT NULL,
    signature bytea NOT NULL,
    created   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (attempt, number)
);

CREATE TABLE decision (
    tenant   uuid NOT NULL REFERENCES tenant,
    id       uuid NOT NULL,
    point    text NOT NULL,
    subject  uuid NOT NULL,
    allowed  boolean NOT NULL,
    document bytea NOT NULL,                  -- canonical: inputs' digests, verdict, clauses
    created  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, id)
);

CREATE TABLE audit (
    tenant   uuid NOT NULL REFERENCES tenant,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    document bytea NOT NULL,                  -- canonical bytes, to be hashed unchanged
    salt     bytea NOT NULL,
    created  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, sequence)
);

CREATE TABLE idempotency (
    tenant  uuid NOT NULL REFERENCES tenant,
    subject text NOT NULL,
    key     text NOT NULL,
    request text NOT NULL,                    -- digest of method, path and body
    status  integer NOT NULL,
    body    bytea NOT NULL,
    created timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant, subject, key)
);

-- Row-level security, forced on the owner too. Every table but site_statement belongs to a tenant.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['member', 'signing_key', 'project', 'project_member', 'policy', 'dataset', 'version', 'object',
        'job', 'attempt', 'release_request', 'opening', 'log_piece', 'decision', 'audit', 'idempotency'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY of_tenant ON %I TO sluis_app USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant())', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['job', 'attempt', 'release_request'] LOOP
        EXECUTE format('CREATE POLICY of_worker ON %I FOR SELECT TO sluis_worker USING (true)', name);
    END LOOP;
END
$$;
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON tenant TO sluis_app USING (id = current_tenant()) WITH CHECK (id = current_tenant());
CREATE POLICY of_worker ON tenant FOR SELECT TO sluis_worker USING (true);

GRANT SELECT, INSERT ON tenant, member, signing_key, project, project_member, policy, dataset, version, object, job, attempt,
    release_request, opening, log_piece, decision, audit, idempotency TO sluis_app;
GRANT UPDATE (next_job) ON tenant TO sluis_app;
GRANT UPDATE (name, roles) ON member TO sluis_app;
GRANT UPDATE (revoked) ON signing_key TO sluis_app;
GRANT DELETE ON project_member TO sluis_app;
GRANT UPDATE (state, record, record_signature, author, authority, authority_signature, closed) ON version TO sluis_app;
GRANT UPDATE (state), DELETE ON object TO sluis_app;
GRANT UPDATE (state, site, fence, cancel_requested, phase, reason, problem, exit, output, receipt, receipt_signature, started, ended) ON job TO sluis_app;
GRANT UPDATE (state, cluster_job, lease_until, ended) ON attempt TO sluis_app;
GRANT UPDATE (state, document, signature, key_files, problem, detail, answered) ON release_request TO sluis_app;
GRANT SELECT ON site_statement TO sluis_app;
GRANT SELECT, INSERT ON site_statement TO sluis_worker;
GRANT SELECT (id, name, issuer, organization, alias, enrolment, created) ON tenant TO sluis_worker;
GRANT SELECT (tenant, id, number, state, site, cpus, memory_mebibytes, seconds, fence, cancel_requested, accepted, ended) ON job TO sluis_worker;
GRANT SELECT ON attempt TO sluis_worker;
GRANT SELECT (tenant, id, attempt, rank, state, runner_key, asked) ON release_request TO sluis_worker;
