package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.SiteName;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.sites.Reachability;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one cluster, moves its attempts on, cancels ghosts, dispatches what waits; again and
 * again.
 *
 * <p>Replicas may do so at the same time: each step is compare-and-set or safe to repeat. A cluster
 * that does not answer gets no submissions in that round.
 */
final class SiteLoop {

    private static final Logger LOG = Logger.getLogger(SiteLoop.class);

    private final SiteName site;
    private final Cluster cluster;
    private final SiteWork work;
    private final Dispatch dispatch;
    private final Reachability reachability;
    private Map<AttemptId, Sighting> before = Map.of();

    SiteLoop(
            SiteName site,
            Cluster cluster,
            SiteWork work,
            Dispatch dispatch,
            Reachability reachability) {
        this.site = site;
        this.cluster = cluster;
        this.work = work;
        this.dispatch = dispatch;
        this.reachability = reachability;
    }

    /** One round. Never throws: the next one tries again. */
    void tick() {
        try {
            round();
        } catch (ClusterUnreachable e) {
            reachability.failed(site);
            LOG.warnf("event=cluster-unreachable site=%s what=\"%s\"", site, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "event=site-loop-failed site=%s", site);
        }
    }

    private void round() throws ClusterUnreachable {
        // First look, then read the rows: whatever the look showed had its row by then.
        Map<AttemptId, Sighting> seen = cluster.look(work.users(site));
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
        before = seen;
        dispatch.waiting(site, cluster);
    }

    /** One attempt's trouble must not hold up the others. */
    private void step(LiveAttempt attempt, @Nullable Sighting seen) {
        try {
            boolean news = !Objects.equals(seen, before.get(attempt.id()));
            work.step(cluster, attempt, seen, news);
        } catch (ClusterUnreachable e) {
            LOG.warnf("event=step-failed attempt=%s what=\"%s\"", attempt.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "event=step-failed attempt=%s", attempt.id());
        }
    }
}
