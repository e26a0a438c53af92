package eu.sluis.gateway.jobs;

import eu.sluis.contract.JobId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.TenantId;
import eu.sluis.gateway.platform.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Wakes whoever follows a job when it changed, at whatever replica: PostgreSQL notifies, on one
 * connection of this one.
 *
 * <p>A wake is a hint, the rows are the truth: one that was lost costs time, never a change, since
 * followers also look by themselves now and then.
 */
@ApplicationScoped
class JobNews {

    private static final Logger LOG = Logger.getLogger(JobNews.class);
    private static final String CHANNEL = "sluis_job";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final EventsConfig config;
    private final Map<JobId, Set<Watch>> watches = new ConcurrentHashMap<>();
    private final Map<TenantId, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    JobNews(Database database, EventsConfig config) {
        this.database = database;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("job-news").start(this::listen);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void listen() {
        while (!stopped) {
            try {
                database.listen(CHANNEL, this::wakeAll, this::wake);
            } catch (SQLException | RuntimeException e) {
                if (!stopped) {
                    LOG.warnf("event=job-news-lost what=\"%s\"", e.getMessage());
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever was missed until now. */
    private void wakeAll() {
        watches.values().forEach(all -> all.forEach(Watch::wake));
    }

    private void wake(String job) {
        watches.getOrDefault(JobId.of(job), Set.of()).forEach(Watch::wake);
    }

    /**
     * Begins to follow a job; to be closed.
     *
     * @throws ProblemException too-many-requests if the tenant follows as many as it may
     */
    Watch watch(TenantId tenant, JobId job) {
        int now = open.merge(tenant, 1, Integer::sum);
        Watch watch = new Watch(tenant, job);
        if (now > config.streamsPerTenant()) {
            watch.close();
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "your tenant has %d streams open here".formatted(config.streamsPerTenant()));
        }
        watches.compute(
                job,
                (_, all) -> {
                    Set<Watch> more = all == null ? ConcurrentHashMap.newKeySet() : all;
                    more.add(watch);
                    return more;
                });
        return watch;
    }

    /** One follower of one job. */
    final class Watch implements AutoCloseable {

        private final TenantId tenant;
        private final JobId job;
        private final Semaphore news = new Semaphore(0);
        private final AtomicBoolean closed = new AtomicBoolean();

        private Watch(TenantId tenant, JobId job) {
            this.tenant = tenant;
            this.job = job;
        }

        /** Waits for news; false if there were none. */
        boolean await(Duration most) throws InterruptedException {
            boolean woken = news.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
            // Whatever else came meanwhile is seen by the look that follows.
            news.drainPermits();
            return woken;
        }

        private void wake() {
            news.release();
        }

        boolean closed() {
            return closed.get();
        }

        /** Ends it; again does nothing. Does not block. */
        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            open.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
            watches.computeIfPresent(
                    job,
                    (_, all) -> {
                        all.remove(this);
                        return all.isEmpty() ? null : all;
                    });
            wake();
        }
    }
}
