package eu.sluis.gateway.jobs;

import eu.sluis.contract.SiteName;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Which replica moves the jobs of a site: one at a time, for as long as it renews.
 *
 * <p>Guarantee: a transaction that called {@link #require} commits only while its fence holds, so
 * that a replica that slept past its lease changes nothing. The one clock that counts is
 * PostgreSQL's. Source: src/docs/decisions/0007-replicas-and-faults.md.
 */
@ApplicationScoped
class SiteLeases {

    /** How long a replica may be silent before another takes its sites. */
    static final Duration LENGTH = Duration.ofSeconds(5);

    private final Database database;
    private final UUID holder = UUID.randomUUID();

    SiteLeases(Database database) {
        this.database = database;
    }

    /** A round came too late: another replica has the site, or may take it. */
    static final class SiteTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        SiteTaken(SiteFence fence) {
            super("site " + fence.site() + " is not ours under token " + fence.token());
        }
    }

    /**
     * Renews this replica's lease of a site, or takes one that lapsed; empty if another has it.
     *
     * @param reachable whether the cluster answered this replica last, for the others to know
     */
    Optional<SiteFence> hold(SiteName site, boolean reachable) {
        return database.acrossTenants(
                CrossTenant.RECONCILE,
                handle ->
                        renew(handle, site, reachable)
                                .or(() -> take(handle, site))
                                .or(() -> first(handle, site))
                                .map(token -> new SiteFence(site, token)));
    }

    private Optional<Long> renew(Handle handle, SiteName site, boolean reachable) {
        return handle.createQuery(
                        """
                        UPDATE site_lease SET until = clock_timestamp() + :seconds * interval '1 second',
                            reachable = :reachable
                        WHERE site = :site AND holder = :holder RETURNING token
                        """)
                .bind("site", site)
                .bind("holder", holder)
                .bind("seconds", LENGTH.toSeconds())
                .bind("reachable", reachable)
                .mapTo(Long.class)
                .findOne();
    }

    private Optional<Long> take(Handle handle, SiteName site) {
        return token(
                handle,
                site,
                """
                UPDATE site_lease SET token = token + 1, holder = :holder,
                    until = clock_timestamp() + :seconds * interval '1 second'
                WHERE site = :site AND until < clock_timestamp() RETURNING token
                """);
    }

    private Optional<Long> first(Handle handle, SiteName site) {
        return token(
                handle,
                site,
                """
                INSERT INTO site_lease (site, token, holder, until)
                VALUES (:site, 1, :holder, clock_timestamp() + :seconds * interval '1 second')
                ON CONFLICT DO NOTHING RETURNING token
                """);
    }

    private Optional<Long> token(Handle handle, SiteName site, String statement) {
        return handle.createQuery(statement)
                .bind("site", site)
                .bind("holder", holder)
                .bind("seconds", LENGTH.toSeconds())
                .mapTo(Long.class)
                .findOne();
    }

    /**
     * Passes while the fence holds; then nobody takes the site until this transaction ends. First
     * in each transaction of a loop that writes.
     *
     * @throws SiteTaken otherwise
     */
    void require(Handle handle, SiteFence fence) {
        boolean holds =
                handle.createQuery(
                                """
                                SELECT token FROM site_lease
                                WHERE site = :site AND token = :token AND until > clock_timestamp() FOR KEY SHARE
                                """)
                        .bind("site", fence.site())
                        .bind("token", fence.token())
                        .mapTo(Long.class)
                        .findOne()
                        .isPresent();
        if (!holds) {
            throw new SiteTaken(fence);
        }
    }

    /** Whether the site's cluster answered the replica that has the site. */
    boolean reachable(SiteName site) {
        return database.acrossTenants(
                CrossTenant.RECONCILE,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT reachable FROM site_lease
                                        WHERE site = :site AND until > clock_timestamp()
                                        """)
                                .bind("site", site)
                                .mapTo(Boolean.class)
                                .findOne()
                                .orElse(false));
    }

    /** Leaves this replica's sites to others at once. */
    void giveUp() {
        database.acrossTenants(
                CrossTenant.RECONCILE,
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE site_lease SET until = clock_timestamp()
                                        WHERE holder = :holder AND until > clock_timestamp()
                                        """)
                                .bind("holder", holder)
                                .execute());
    }
}
