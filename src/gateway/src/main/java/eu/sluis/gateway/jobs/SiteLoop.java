package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.SiteName;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.sites.Reachability;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one cluster, moves its attempts on, cancels ghosts, dispatches what waits; again and
 * again, in the replica that holds the site.
 *
 * <p>A cluster that does not answer gets no submissions in that round. What this loop remembers
 * from round to round is never more than how long it has seen nothing; it is forgotten when the
 * site changes hands.
 */
final class SiteLoop {

    private static final Logger LOG = Logger.getLogger(SiteLoop.class);

    private final SiteName site;
    private final Cluster cluster;
    private final SiteLeases leases;
    private final SiteWork work;
    private final Dispatch dispatch;
    private final Reachability reachability;
    private final Clock clock;
    private volatile @Nullable SiteFence held;
    private @Nullable SiteFence of;
    private Map<AttemptId, Sighting> before = Map.of();
    private final Map<AttemptId, Instant> unseenSince = new HashMap<>();

    SiteLoop(
            SiteName site,
            Cluster cluster,
            SiteLeases leases,
            SiteWork work,
            Dispatch dispatch,
            Reachability reachability,
            Clock clock) {
        this.site = site;
        this.cluster = cluster;
        this.leases = leases;
        this.work = work;
        this.dispatch = dispatch;
        this.reachability = reachability;
        this.clock = clock;
    }

    /** Renews the lease of the site, or tries for it. Never throws. */
    void heartbeat() {
        try {
            Optional<SiteFence> now = leases.hold(site, reachability.of(site));
            if (now.isEmpty()) {
                follow();
            }
            if (!Objects.equals(held, now.orElse(null))) {
                LOG.infof(
                        "event=site-changes-hands site=%s ours=%s token=%s",
                        site,
                        now.isPresent(),
                        now.map(fence -> Long.toString(fence.token())).orElse("-"));
            }
            held = now.orElse(null);
        } catch (RuntimeException e) {
            held = null;
            LOG.warnf("event=site-lease-failed site=%s what=\"%s\"", site, e.getMessage());
        }
    }

    /** Says of the site what the replica that has it says. */
    private void follow() {
        if (leases.reachable(site)) {
            reachability.answered(site);
        } else {
            reachability.failed(site);
        }
    }

    /** One round, if the site is ours. Never throws: the next one tries again. */
    void tick() {
        SiteFence fence = held;
        if (fence == null) {
            return;
        }
        try {
            round(fence);
        } catch (ClusterUnreachable e) {
            reachability.failed(site);
            // Not seen counts only while the cluster answers: a hung one may yet do what it was
            // asked.
            unseenSince.clear();
            LOG.warnf("event=cluster-unreachable site=%s what=\"%s\"", site, e.getMessage());
        } catch (SiteLeases.SiteTaken e) {
            LOG.warnf("event=round-abandoned site=%s what=\"%s\"", site, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "event=site-loop-failed site=%s", site);
        }
    }

    private void round(SiteFence fence) throws ClusterUnreachable {
        if (!fence.equals(of)) {
            of = fence;
            before = Map.of();
            unseenSince.clear();
        }
        // First look, then read the rows: whatever the look showed had its row by then.
        Map<AttemptId, Sighting> seen = cluster.look(work.users(site));
        reachability.answered(site);
        Set<AttemptId> live = new HashSet<>();
        for (LiveAttempt attempt : work.live(site)) {
            live.add(attempt.id());
            step(fence, attempt, seen.get(attempt.id()));
        }
        unseenSince.keySet().retainAll(live);
        for (Map.Entry<AttemptId, Sighting> other : seen.entrySet()) {
            if (!live.contains(other.getKey())) {
                work.leftover(cluster, other.getKey(), other.getValue());
            }
        }
        before = seen;
        dispatch.waiting(fence, cluster);
    }

    /** One attempt's trouble must not hold up the others. */
    private void step(SiteFence fence, LiveAttempt attempt, @Nullable Sighting seen) {
        try {
            boolean news = !Objects.equals(seen, before.get(attempt.id()));
            work.step(fence, cluster, attempt, seen, unseenFor(attempt.id(), seen), news);
        } catch (SiteLeases.SiteTaken e) {
            throw e;
        } catch (ClusterUnreachable e) {
            LOG.warnf("event=step-failed attempt=%s what=\"%s\"", attempt.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "event=step-failed attempt=%s", attempt.id());
        }
    }

    private Duration unseenFor(AttemptId attempt, @Nullable Sighting seen) {
        if (seen != null) {
            unseenSince.remove(attempt);
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        return Duration.between(unseenSince.computeIfAbsent(attempt, _ -> now), now);
    }
}
