package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.TenantId;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.stream.Collectors;

/** The table {@code keystore_bond}: one row, written once. */
@ApplicationScoped
class KeystoreBonds {

    private final Database database;

    KeystoreBonds(Database database) {
        this.database = database;
    }

    /** The bond as it is now. */
    KeystoreBond read() {
        return database.acrossTenants(
                CrossTenant.RECONCILE,
                handle ->
                        new KeystoreBond(
                                handle.createQuery("SELECT custodian FROM keystore_bond")
                                        .mapTo(String.class)
                                        .map(Digest::new)
                                        .findOne()
                                        .orElse(null),
                                handle.createQuery("SELECT id FROM tenant")
                                        .mapTo(UUID.class)
                                        .map(TenantId::new)
                                        .collect(Collectors.toSet())));
    }

    /** Binds the database to this custodian, unless it is bound already. */
    void bind(Digest custodian) {
        database.acrossTenants(
                CrossTenant.RECONCILE,
                handle ->
                        handle.createUpdate(
                                        """
                                        INSERT INTO keystore_bond (custodian) VALUES (:custodian)
                                        ON CONFLICT DO NOTHING
                                        """)
                                .bind("custodian", custodian)
                                .execute());
    }
}
