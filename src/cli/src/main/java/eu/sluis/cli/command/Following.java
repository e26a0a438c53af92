package eu.sluis.cli.command;

import eu.sluis.cli.access.Pause;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.JobId;
import eu.sluis.contract.api.JobView;
import java.time.Duration;

/** Looks at a job again and again; a gateway that is away for some minutes does not end it. */
final class Following {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_FAILURES = 60;

    private Following() {}

    /** The job once it is in a state after which nothing follows. */
    static JobView untilEnd(Client client, JobView job, Pause pause) {
        JobView seen = job;
        while (!seen.state().terminal()) {
            seen = next(client, seen.id(), pause);
        }
        return seen;
    }

    /**
     * The job a moment later.
     *
     * @throws Failure if the gateway stays away, or the job is gone
     */
    static JobView next(Client client, JobId job, Pause pause) {
        for (int failures = 0; ; failures++) {
            pause.take(INTERVAL);
            try {
                return client.jobs().job(job);
            } catch (Failure e) {
                if (e.code() != ExitCode.UNAVAILABLE || failures == MOST_FAILURES) {
                    throw e;
                }
            }
        }
    }
}
