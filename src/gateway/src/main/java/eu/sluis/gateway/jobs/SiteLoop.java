package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.SiteName;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.sites.Reachability;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Looks at one cluster, moves its attempts on, cancels ghosts, dispatches what waits; again and
 * again.
 *
 * <p>One replica at a time: the tick holds an advisory lock of the database.
 */
final class SiteLoop {

    private static final Logger LOG = Logger.getLogger(SiteLoop.class);

    private final SiteName site;
    private final Cluster cluster;
    private final Database database;
    private final SiteWork work;
    private final Dispatch dispatch;
    private final Reachability reachability;

    SiteLoop(
            SiteName site,
            Cluster cluster,
            Database database,
            SiteWork work,
            Dispatch dispatch,
            Reachability reachability) {
        this.site = site;
        this.cluster = cluster;
        this.database = database;
        this.work = work;
        this.dispatch = dispatch;
        this.reachability = reachability;
    }

    /** One round. Never throws: the next one tries again. */
    void tick() {
        try {
            database.acrossTenants(
                    CrossTenant.RECONCILE,
                    handle -> {
                        boolean ours =
                                handle.createQuery(
                                                "SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
                                        .bind("name", "site " + site)
                                        .mapTo(Boolean.class)
                                        .one();
                        if (ours) {
                            round();
                        }
                        return null;
                    });
        } catch (ClusterUnreachable e) {
            reachability.failed(site);
            LOG.warnf("event=cluster-unreachable site=%s what=\"%s\"", site, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "event=site-loop-failed site=%s", site);
        }
    }

    private void round() throws ClusterUnreachable {
        // First look, then read the rows: whatever the look showed had its row by then.
        Map<AttemptId, Sighting> seen = cluster.look();
        reachability.answered(site);
        Set<AttemptId> live = new HashSet<>();
        for (LiveAttempt attempt : work.live(site)) {
            live.add(attempt.id());
            step(attempt, seen.get(attempt.id()));
        }
        for (Map.Entry<AttemptId, Sighting> other : seen.entrySet()) {
            if (!live.contains(other.getKey())) {
                work.leftover(cluster, other.getKey(), other.getValue());
            }
        }
        dispatch.waiting(site, cluster);
    }

    /** One attempt's trouble must not hold up the others. */
    private void step(LiveAttempt attempt, @org.jspecify.annotations.Nullable Sighting seen) {
        try {
            work.step(cluster, attempt, seen);
        } catch (ClusterUnreachable e) {
            LOG.warnf("event=step-failed attempt=%s what=\"%s\"", attempt.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "event=step-failed attempt=%s", attempt.id());
        }
    }
}
