package eu.sluis.gateway.jobs;

import eu.sluis.contract.api.JobState;
import eu.sluis.gateway.clusters.Sighting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a live attempt and what its cluster shows of it: a pure function.
 *
 * <p>Nothing is concluded from a bare cluster id; sightings are by UUID, and one under another id
 * than was recorded is a double. An attempt to which a key was released is followed by another only
 * when its runner's lease and the margin are past, so that two never run at once.
 */
final class Reconcile {

    /**
     * How long a cluster that answers may not show an attempt before it is given up. Safety does
     * not hang on it: what appears later bears an ended attempt's name, is held, and is cancelled.
     */
    static final Duration UNSEEN = Duration.ofSeconds(20);

    /** So many attempts may come to nothing before a key is released; then the job fails. */
    static final int MOST_WITHOUT_KEY = 5;

    private static final String WITHOUT_KEY = "the runner ended before it was given a key";
    private static final String WITHOUT_RESULT = "the runner ended without committing a result";

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

        /** It came to nothing, or may be repeated: the job is dispatched again. */
        record Again(String why) implements Step {}

        /** The job ends with it. */
        record End(JobState state, String why) implements Step {}
    }

    /**
     * The next step.
     *
     * @param unseen for how long the cluster, answering, has not shown it
     */
    static Step next(LiveAttempt attempt, @Nullable Sighting seen, Duration unseen) {
        if (seen != null && isDouble(attempt, seen.clusterJob())) {
            return seen instanceof Sighting.Ended
                    ? next(attempt, null, unseen)
                    : new Step.Cancel(seen.clusterJob());
        }
        return switch (attempt.state()) {
            case SUBMITTING -> submitting(seen, unseen);
            case HELD, QUEUED -> waiting(attempt, seen, unseen);
            case RELEASED -> released(attempt, seen);
            case ENDED -> new Step.Nothing();
        };
    }

    private static boolean isDouble(LiveAttempt attempt, String clusterJob) {
        return attempt.clusterJob() != null && !clusterJob.equals(attempt.clusterJob());
    }

    private static Step submitting(@Nullable Sighting seen, Duration unseen) {
        return seen == null
                ? againOnceUnseen(unseen, "the cluster never showed the submission")
                : new Step.Adopt(seen.clusterJob());
    }

    private static Step againOnceUnseen(Duration unseen, String why) {
        return unseen.compareTo(UNSEEN) >= 0 ? new Step.Again(why) : new Step.Nothing();
    }

    private static Step waiting(LiveAttempt attempt, @Nullable Sighting seen, Duration unseen) {
        return switch (seen) {
            case null -> againOnceUnseen(unseen, "the cluster forgot the job");
            case Sighting.Held held ->
                    attempt.cancelRequested()
                            ? new Step.Cancel(held.clusterJob())
                            : new Step.LetGo(held.clusterJob());
            case Sighting.Queued queued -> cancelOrWait(attempt, queued.clusterJob());
            case Sighting.Running running -> cancelOrWait(attempt, running.clusterJob());
            case Sighting.Ended ended -> endedWithoutKey(attempt, ended);
        };
    }

    private static Step cancelOrWait(LiveAttempt attempt, String clusterJob) {
        return attempt.cancelRequested() ? new Step.Cancel(clusterJob) : new Step.Nothing();
    }

    private static Step endedWithoutKey(LiveAttempt attempt, Sighting.Ended ended) {
        if (attempt.cancelRequested()) {
            return new Step.End(JobState.CANCELLED, "cancelled before it started");
        }
        return switch (ended.ending()) {
            case NODE_FAILED -> new Step.Again("the node failed before the job started");
            case CANCELLED -> new Step.End(JobState.CANCELLED, "cancelled on the cluster");
            case FINISHED, FAILED ->
                    attempt.fence() < MOST_WITHOUT_KEY
                            ? new Step.Again(WITHOUT_KEY + how(ended))
                            : failedWithoutKey(ended);
            case TIMEOUT, OUT_OF_MEMORY -> failedWithoutKey(ended);
        };
    }

    private static Step failedWithoutKey(Sighting.Ended ended) {
        return new Step.End(JobState.FAILED, WITHOUT_KEY + how(ended));
    }

    /** How the cluster says that the runner's process ended, if it does. */
    private static String how(Sighting.Ended ended) {
        return ended.exit() == null ? "" : ", with " + ended.exit();
    }

    private static Step released(LiveAttempt attempt, @Nullable Sighting seen) {
        return switch (seen) {
            case null -> onceLapsed(attempt, "the cluster lost the running job");
            case Sighting.Held held -> cancelOnceLapsed(attempt, held.clusterJob());
            case Sighting.Queued queued -> cancelOnceLapsed(attempt, queued.clusterJob());
            case Sighting.Running running -> cancelOnceLapsed(attempt, running.clusterJob());
            case Sighting.Ended ended -> endedWithKey(attempt, ended);
        };
    }

    /** A runner that has stopped renewing is ended, and so is one whose job was cancelled. */
    private static Step cancelOnceLapsed(LiveAttempt attempt, String clusterJob) {
        return attempt.leaseLapsed() || attempt.cancelRequested()
                ? new Step.Cancel(clusterJob)
                : new Step.Nothing();
    }

    private static Step endedWithKey(LiveAttempt attempt, Sighting.Ended ended) {
        // The cluster's word ends a job, for its fence ends with it: nothing can be committed. For
        // another attempt the word is not enough, since what it says of a node it lost, or says
        // after a crash, may be wrong: that waits for the lease.
        return switch (ended.ending()) {
            case TIMEOUT ->
                    new Step.End(JobState.TIMEOUT, "ended by the cluster at its time limit");
            case OUT_OF_MEMORY ->
                    new Step.End(JobState.OUT_OF_MEMORY, "ended by the cluster for want of memory");
            case CANCELLED ->
                    attempt.leaseLapsed()
                            ? onceLapsed(attempt, "the runner stopped renewing its lease")
                            : new Step.End(JobState.CANCELLED, "cancelled on the cluster");
            case NODE_FAILED -> onceLapsed(attempt, "the node failed while the job ran");
            case FINISHED, FAILED ->
                    mayBeRepeated(attempt)
                            ? onceLapsed(attempt, WITHOUT_RESULT + how(ended))
                            : ended(attempt, WITHOUT_RESULT + how(ended));
        };
    }

    private static boolean mayBeRepeated(LiveAttempt attempt) {
        return attempt.mayBeRepeated() && !attempt.cancelRequested();
    }

    private static Step onceLapsed(LiveAttempt attempt, String why) {
        if (!attempt.leaseLapsed()) {
            return new Step.Nothing();
        }
        return mayBeRepeated(attempt) ? new Step.Again(why) : ended(attempt, why);
    }

    private static Step ended(LiveAttempt attempt, String why) {
        return attempt.cancelRequested()
                ? new Step.End(JobState.CANCELLED, "cancelled while it ran")
                : new Step.End(JobState.FAILED, why);
    }
}
