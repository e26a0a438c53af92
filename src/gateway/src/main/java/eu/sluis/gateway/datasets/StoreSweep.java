package eu.sluis.gateway.datasets;

import eu.sluis.contract.TenantId;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Removes what killed uploads left behind: rooms past their time, with their bytes.
 *
 * <p>At start only; a live gateway clears up after its own uploads. Nothing younger than the
 * reservation is touched, for it may be another replica's.
 */
@ApplicationScoped
class StoreSweep {

    private final Database database;
    private final ObjectStore objects;
    private final FileStore files;
    private final StoreConfig config;
    private final Clock clock;

    StoreSweep(
            Database database,
            ObjectStore objects,
            FileStore files,
            StoreConfig config,
            Clock clock) {
        this.database = database;
        this.objects = objects;
        this.files = files;
        this.config = config;
        this.clock = clock;
    }

    void atStart(@Observes StartupEvent event) {
        sweep();
    }

    void sweep() {
        Instant before = clock.instant().minus(config.reservation());
        files.sweep(before);
        List<TenantId> tenants =
                database.acrossTenants(
                        CrossTenant.RECONCILE,
                        handle ->
                                handle.createQuery("SELECT id FROM tenant")
                                        .mapTo(UUID.class)
                                        .map(TenantId::new)
                                        .list());
        tenants.forEach(tenant -> sweep(Callers.worker(tenant, "store sweep"), before));
    }

    private void sweep(TenantScope scope, Instant before) {
        database.inTenant(
                scope,
                handle -> {
                    for (ObjectRow row : objects.lockExpired(handle, before)) {
                        files.remove(files.path(scope.tenant(), row.version(), row.id()));
                        objects.release(handle, row);
                    }
                    return true;
                });
    }
}
