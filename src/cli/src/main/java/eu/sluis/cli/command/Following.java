package eu.sluis.cli.command;

import eu.sluis.cli.access.Pause;
import eu.sluis.cli.gateway.JobCalls;
import eu.sluis.cli.gateway.JobEvents;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.api.JobView;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a job: by the gateway's stream of events, and where there is none by asking each second.
 * A gateway that is away for some minutes does not end it.
 */
final class Following implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_FAILURES = 60;

    private final JobCalls jobs;
    private final Pause pause;
    private JobView seen;
    private String last = "";
    private @Nullable JobEvents events;

    Following(JobCalls jobs, JobView job, Pause pause) {
        this.jobs = jobs;
        this.seen = job;
        this.pause = pause;
    }

    /** The job once it is in a state after which nothing follows. */
    static JobView untilEnd(JobCalls jobs, JobView job, Pause pause) {
        JobView seen = job;
        try (Following following = new Following(jobs, job, pause)) {
            while (!seen.state().terminal()) {
                seen = following.next();
            }
        }
        return seen;
    }

    /**
     * The job as it is once it or its log may have changed.
     *
     * @throws Failure if the gateway stays away, or the job is gone
     */
    JobView next() {
        if (events == null) {
            events = jobs.events(seen.id(), last).orElse(null);
        }
        Optional<JobEvents.News> news = events == null ? Optional.empty() : events.next();
        if (news.isEmpty()) {
            close();
            seen = asked();
            return seen;
        }
        last = news.get().id();
        JobView job = news.get().job();
        if (job != null && !job.id().equals(seen.id())) {
            throw Failure.untrusted("the gateway tells of another job than was asked for");
        }
        seen = job == null ? seen : job;
        return seen;
    }

    private JobView asked() {
        for (int failures = 0; ; failures++) {
            pause.take(INTERVAL);
            try {
                return jobs.job(seen.id());
            } catch (Failure e) {
                if (e.code() != ExitCode.UNAVAILABLE || failures == MOST_FAILURES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
            events = null;
        }
    }
}
