package eu.sluis.gateway.platform;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Transactions, each bound to one tenant or, by the worker's role, to none.
 *
 * <p>The only place that sets {@code sluis.tenant}; PostgreSQL's row-level security does the rest.
 */
@ApplicationScoped
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final int LISTEN_MILLISECONDS = 10_000;

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
     * @throws ProblemException outcome-unknown if the answer to the commit is lost
     */
    public <T, X extends Exception> T inTenant(TenantScope scope, HandleCallback<T, X> work)
            throws X {
        return committed(
                tenants,
                handle -> {
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
        return committed(worker, work);
    }

    private static <T, X extends Exception> T committed(Jdbi jdbi, HandleCallback<T, X> work)
            throws X {
        AtomicBoolean worked = new AtomicBoolean();
        try {
            return jdbi.inTransaction(handle -> {
                T result = work.withHandle(handle);
                worked.set(true);
                return result;
            });
        } catch (TransactionException e) {
            if (worked.get() && Outage.answerLost(e)) {
                LOG.warnf("event=commit-answer-lost state=%s", Outage.state(e));
                throw new ProblemException(
                        ProblemType.OUTCOME_UNKNOWN,
                        "the database did not say whether it took effect");
            }
            throw e;
        }
    }

    private static void bind(Handle handle, TenantScope scope) {
        handle.createQuery("SELECT set_config('sluis.tenant', :tenant, true)")
                .bind("tenant", scope.tenant().toString())
                .mapTo(String.class)
                .one();
    }

    /**
     * Hands the payload of each notification on {@code channel} to {@code each}, on a connection of
     * its own, for as long as that lasts.
     *
     * <p>Limit: what is notified while nobody listens is lost; whoever listens looks at the rows
     * once it does.
     *
     * @param channel a plain name
     * @param listening called once from then on nothing is missed
     * @throws SQLException once the connection is lost, or an unchecked exception of Jdbi's
     */
    public void listen(String channel, Runnable listening, Consumer<String> each)
            throws SQLException {
        worker.useHandle(handle -> {
            handle.execute("LISTEN " + channel);
            listening.run();
            PGConnection connection = handle.getConnection().unwrap(PGConnection.class);
            while (true) {
                for (PGNotification news : connection.getNotifications(LISTEN_MILLISECONDS)) {
                    each.accept(news.getParameter());
                }
                // Whether the connection is still there; notifications are silent about that.
                handle.execute("SELECT 1");
            }
        });
    }
}
