-- Which keystore this database belongs to: written at the first start, never changed. A gateway that finds another
-- keystore, or none, does not start. Limit: it is a guard against loss and mix-up, not against the database's owner.
CREATE TABLE keystore_bond (
    single    boolean PRIMARY KEY DEFAULT true CHECK (single),
    custodian text NOT NULL,                  -- digest of the custodian's public key
    bound     timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT ON keystore_bond TO sluis_worker;
