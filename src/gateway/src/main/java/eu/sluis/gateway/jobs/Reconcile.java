package eu.sluis.gateway.jobs;

import eu.sluis.contract.api.JobState;
import eu.sluis.gateway.clusters.Sighting;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a live attempt and what its cluster shows of it: a pure function.
 *
 * <p>Nothing is concluded from a bare cluster id; sightings are by UUID. An attempt to which a key
 * was released is given up only when its runner's lease has lapsed, so that two never run at once.
 */
final class Reconcile {

    /**
     * How long a submission may stay unseen before it is given up. A request that slurmrestd had
     * taken can create its job once a hung controller resumes; what comes later is a ghost, held,
     * and is cancelled.
     */
    static final Duration UNSEEN = Duration.ofSeconds(60);

    private Reconcile() {}

    /** What to do. */
    sealed interface Step {

        /** Wait. */
        record Nothing() implements Step {}

        /** The cluster has it: record under which id. */
        record Adopt(String clusterJob) implements Step {}

        /** Let the held job go. */
        record LetGo(String clusterJob) implements Step {}

        /** End it at the cluster. */
        record Cancel(String clusterJob) implements Step {}

        /** It came to nothing and released nothing: the job may be dispatched again. */
        record Again(String why) implements Step {}

        /** The job ends with it. */
        record End(JobState state, String why) implements Step {}
    }

    static Step next(LiveAttempt attempt, @Nullable Sighting seen, Instant now) {
        return switch (attempt.state()) {
            case SUBMITTING -> submitting(attempt, seen, now);
            case HELD, QUEUED -> waiting(attempt, seen, now);
            case RELEASED -> released(attempt, seen, now);
            case ENDED -> new Step.Nothing();
        };
    }

    private static Step submitting(LiveAttempt attempt, @Nullable Sighting seen, Instant now) {
        if (seen != null) {
            return new Step.Adopt(seen.clusterJob());
        }
        return attempt.olderThan(UNSEEN, now)
                ? new Step.Again("the cluster never showed the submission")
                : new Step.Nothing();
    }

    private static Step waiting(LiveAttempt attempt, @Nullable Sighting seen, Instant now) {
        return switch (seen) {
            case null ->
                    attempt.olderThan(UNSEEN, now)
                            ? new Step.Again("the cluster forgot the job")
                            : new Step.Nothing();
            case Sighting.Held held ->
                    attempt.cancelRequested()
                            ? new Step.Cancel(held.clusterJob())
                            : new Step.LetGo(held.clusterJob());
            case Sighting.Queued queued -> cancelOrWait(attempt, queued.clusterJob());
            case Sighting.Running running -> cancelOrWait(attempt, running.clusterJob());
            case Sighting.Ended ended -> endedUnreleased(attempt, ended.ending());
        };
    }

    private static Step cancelOrWait(LiveAttempt attempt, String clusterJob) {
        return attempt.cancelRequested() ? new Step.Cancel(clusterJob) : new Step.Nothing();
    }

    private static Step endedUnreleased(LiveAttempt attempt, Sighting.Ending ending) {
        if (attempt.cancelRequested()) {
            return new Step.End(JobState.CANCELLED, "cancelled before it started");
        }
        return switch (ending) {
            case NODE_FAILED -> new Step.Again("the node failed before the job started");
            case CANCELLED -> new Step.End(JobState.CANCELLED, "cancelled on the cluster");
            case FINISHED, FAILED, TIMEOUT, OUT_OF_MEMORY ->
                    new Step.End(JobState.FAILED, "the runner ended before it was given a key");
        };
    }

    private static Step released(LiveAttempt attempt, @Nullable Sighting seen, Instant now) {
        // A node that the controller lost may still compute and commit, as long as its lease lasts.
        boolean certain =
                seen instanceof Sighting.Ended ended
                        && ended.ending() != Sighting.Ending.NODE_FAILED;
        if (!certain && !attempt.leaseLapsed(now)) {
            return new Step.Nothing();
        }
        return switch (seen) {
            case null -> new Step.End(JobState.FAILED, "the cluster lost the running job");
            case Sighting.Held held -> new Step.Cancel(held.clusterJob());
            case Sighting.Queued queued -> new Step.Cancel(queued.clusterJob());
            // The runner has stopped renewing: what is left of it is ended.
            case Sighting.Running running -> new Step.Cancel(running.clusterJob());
            case Sighting.Ended ended -> endedReleased(attempt, ended.ending());
        };
    }

    private static Step endedReleased(LiveAttempt attempt, Sighting.Ending ending) {
        if (attempt.cancelRequested()) {
            return new Step.End(JobState.CANCELLED, "cancelled while it ran");
        }
        return switch (ending) {
            case TIMEOUT ->
                    new Step.End(JobState.TIMEOUT, "ended by the cluster at its time limit");
            case OUT_OF_MEMORY ->
                    new Step.End(JobState.OUT_OF_MEMORY, "ended by the cluster for want of memory");
            case CANCELLED -> new Step.End(JobState.CANCELLED, "cancelled on the cluster");
            case NODE_FAILED -> new Step.End(JobState.FAILED, "the node failed while the job ran");
            case FINISHED, FAILED ->
                    new Step.End(JobState.FAILED, "the runner ended without committing a result");
        };
    }
}
