package eu.sluis.gateway.jobs;

import eu.sluis.gateway.clusters.Clusters;
import eu.sluis.gateway.sites.Reachability;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs one loop per site, so that a cluster that hangs holds up no other. */
@ApplicationScoped
class SiteLoops {

    private static final long TICK_MILLISECONDS = 500;

    private final Clusters clusters;
    private final SiteWork work;
    private final Dispatch dispatch;
    private final Reachability reachability;
    private final ScheduledExecutorService threads;

    SiteLoops(Clusters clusters, SiteWork work, Dispatch dispatch, Reachability reachability) {
        this.clusters = clusters;
        this.work = work;
        this.dispatch = dispatch;
        this.reachability = reachability;
        this.threads =
                Executors.newScheduledThreadPool(
                        Math.max(1, clusters.all().size()),
                        Thread.ofPlatform().daemon().name("site-", 0).factory());
    }

    void start(@Observes StartupEvent event) {
        clusters.all()
                .forEach((site, cluster) -> {
                    var loop = new SiteLoop(site, cluster, work, dispatch, reachability);
                    var unused =
                            threads.scheduleWithFixedDelay(
                                    loop::tick,
                                    TICK_MILLISECONDS,
                                    TICK_MILLISECONDS,
                                    TimeUnit.MILLISECONDS);
                });
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }
}
