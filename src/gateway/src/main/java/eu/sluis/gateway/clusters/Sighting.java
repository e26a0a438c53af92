package eu.sluis.gateway.clusters;

/** What a cluster shows of an attempt, found by its UUID. */
public sealed interface Sighting {

    /** The cluster's own id of the job that bears the attempt's UUID. */
    String clusterJob();

    /** Held: submitted, not let go. */
    record Held(String clusterJob) implements Sighting {}

    /** Waiting its turn. */
    record Queued(String clusterJob, String reason) implements Sighting {}

    /** Started, as far as the cluster knows. */
    record Running(String clusterJob) implements Sighting {}

    /** Over. */
    record Ended(String clusterJob, Ending ending) implements Sighting {}

    /** How a cluster says that a job ended. */
    enum Ending {
        FINISHED,
        FAILED,
        TIMEOUT,
        OUT_OF_MEMORY,
        CANCELLED,
        NODE_FAILED
    }
}
