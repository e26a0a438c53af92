package eu.sluis.gateway.platform;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * Transactions, each bound to one tenant or, by the worker's role, to none.
 *
 * <p>The only place that sets {@code sluis.tenant}; PostgreSQL's row-level security does the rest.
 */
@ApplicationScoped
public class Database {

    private final Jdbi tenants;
    private final Jdbi worker;

    Database(AgroalDataSource tenants, @DataSource("worker") AgroalDataSource worker) {
        this.tenants = jdbi(tenants);
        this.worker = jdbi(worker);
    }

    private static Jdbi jdbi(AgroalDataSource source) {
        return Jdbi.create(source)
                .installPlugin(new PostgresPlugin())
                .registerArgument(new Identifiers());
    }

    /**
     * Runs {@code work} in a transaction that sees the scope's tenant and nothing else.
     *
     * @throws X what {@code work} throws, after rolling back
     */
    public <T, X extends Exception> T inTenant(TenantScope scope, HandleCallback<T, X> work)
            throws X {
        return tenants.inTransaction(handle -> {
            bind(handle, scope);
            return work.withHandle(handle);
        });
    }

    /**
     * Runs {@code work} in a transaction of the worker's role: addresses, jobs and slots of all
     * tenants to read, no data.
     *
     * @param why for the reader of the code: crossing tenants wants a reason
     */
    public <T, X extends Exception> T acrossTenants(CrossTenant why, HandleCallback<T, X> work)
            throws X {
        return worker.inTransaction(work);
    }

    private static void bind(Handle handle, TenantScope scope) {
        handle.createQuery("SELECT set_config('sluis.tenant', :tenant, true)")
                .bind("tenant", scope.tenant().toString())
                .mapTo(String.class)
                .one();
    }
}
