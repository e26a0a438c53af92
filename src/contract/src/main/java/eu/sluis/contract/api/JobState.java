package eu.sluis.contract.api;

/** Where a job is, in the words of Slurm where it has one. */
public enum JobState {
    /** Accepted and durable; not yet on a cluster. */
    ACCEPTED,
    /** On a cluster's queue. */
    PENDING,
    /** A key was released to it. */
    RUNNING,
    /** Ended with exit code 0, its outputs committed. */
    COMPLETED,
    /** Ended otherwise; what it wrote is committed and marked partial where it is. */
    FAILED,
    /** Ended at its time limit. */
    TIMEOUT,
    /** Ended for want of memory. */
    OUT_OF_MEMORY,
    /** Cancelled by its tenant. */
    CANCELLED,
    /** No site may have it any more, or no key was released to it. */
    REFUSED;

    /** Whether nothing follows. */
    public boolean terminal() {
        return switch (this) {
            case ACCEPTED, PENDING, RUNNING -> false;
            case COMPLETED, FAILED, TIMEOUT, OUT_OF_MEMORY, CANCELLED, REFUSED -> true;
        };
    }
}
