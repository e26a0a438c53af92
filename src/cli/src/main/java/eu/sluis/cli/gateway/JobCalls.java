package eu.sluis.cli.gateway;

import eu.sluis.contract.JobId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.LogPieceView;
import eu.sluis.contract.api.NewJob;
import java.util.List;
import java.util.Optional;

/** Jobs and their logs. */
public final class JobCalls {

    private final Wire wire;

    public JobCalls(Wire wire) {
        this.wire = wire;
    }

    /** Submits a job; the same intent gives the same job. */
    public JobView submit(Authored intent) {
        return wire.post("/jobs", new NewJob(intent), JobView.class);
    }

    /** One job. */
    public JobView job(JobId id) {
        return wire.get("/jobs/" + id, JobView.class);
    }

    /** The job with the tenant's {@code number}, or the elements of such an array; if any. */
    public List<JobView> numbered(long number) {
        return wire.list("/jobs?number=" + number, JobView.class).stream()
                .filter(job -> job.number() == number)
                .toList();
    }

    /**
     * Follows a job.
     *
     * @param seen the last id of an earlier stream, or nothing
     * @return empty if the gateway gives no stream now
     */
    public Optional<JobEvents> events(JobId id, String seen) {
        return wire.stream("/jobs/" + id + "/events", seen).map(body -> new JobEvents(wire, body));
    }

    /** Jobs that the caller can see, of a project and in a state where these are given. */
    public List<JobView> jobs(Optional<String> project, Optional<JobState> state) {
        String query =
                project.map(p -> "&project=" + Wire.segment(p)).orElse("")
                        + state.map(s -> "&state=" + s).orElse("");
        return wire.list(
                "/jobs" + (query.isEmpty() ? "" : "?" + query.substring(1)), JobView.class);
    }

    /** Cancels a job; again does nothing. */
    public JobView cancel(JobId id) {
        return wire.post("/jobs/" + id + "/cancel", JobView.class);
    }

    /** Some pieces of a job's log, from {@code number} on; none if there are no more yet. */
    public List<LogPieceView> logs(JobId id, long number) {
        String after = number == 0 ? "" : "?after=" + (number - 1);
        return wire.page("/jobs/" + id + "/logs" + after, LogPieceView.class, "").items();
    }
}
