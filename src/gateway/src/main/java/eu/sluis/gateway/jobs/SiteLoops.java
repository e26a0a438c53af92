package eu.sluis.gateway.jobs;

import eu.sluis.contract.SiteName;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.Clusters;
import eu.sluis.gateway.sites.Reachability;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs one loop per site, so that a cluster that hangs holds up no other; beside each a heartbeat,
 * so that it costs the site's lease neither.
 */
@ApplicationScoped
class SiteLoops {

    private static final Logger LOG = Logger.getLogger(SiteLoops.class);
    private static final long TICK_MILLISECONDS = 500;
    private static final long HEARTBEAT_MILLISECONDS = 1000;

    private final Clusters clusters;
    private final SiteLeases leases;
    private final SiteWork work;
    private final Dispatch dispatch;
    private final Reachability reachability;
    private final Clock clock;
    private final ScheduledExecutorService threads;

    SiteLoops(
            Clusters clusters,
            SiteLeases leases,
            SiteWork work,
            Dispatch dispatch,
            Reachability reachability,
            Clock clock) {
        this.clusters = clusters;
        this.leases = leases;
        this.work = work;
        this.dispatch = dispatch;
        this.reachability = reachability;
        this.clock = clock;
        this.threads =
                Executors.newScheduledThreadPool(
                        Math.max(1, 2 * clusters.all().size()),
                        Thread.ofPlatform().daemon().name("site-", 0).factory());
    }

    void start(@Observes StartupEvent event) {
        FaultPoint.warnIfArmed();
        clusters.all().forEach(this::start);
    }

    private void start(SiteName site, Cluster cluster) {
        SiteLoop loop = new SiteLoop(site, cluster, leases, work, dispatch, reachability, clock);
        every(HEARTBEAT_MILLISECONDS, loop::heartbeat);
        every(TICK_MILLISECONDS, loop::tick);
    }

    private void every(long milliseconds, Runnable task) {
        var unused =
                threads.scheduleWithFixedDelay(
                        task, milliseconds, milliseconds, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
        try {
            leases.giveUp();
        } catch (RuntimeException e) {
            LOG.infof("event=site-leases-kept what=\"%s\"", e.getMessage());
        }
    }
}
