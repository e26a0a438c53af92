-- What each tenant keeps in the store, reserved room included: counted as it changes, so that the limit is one
-- statement and no upload has to add up the tenant's objects.
CREATE TABLE store_usage (
    tenant uuid PRIMARY KEY REFERENCES tenant,
    bytes  bigint NOT NULL CHECK (bytes >= 0)
);
ALTER TABLE store_usage ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY of_tenant ON store_usage TO sluis_app USING (tenant = current_tenant()) WITH CHECK (tenant = current_tenant());
GRANT SELECT, INSERT, UPDATE (bytes) ON store_usage TO sluis_app;
