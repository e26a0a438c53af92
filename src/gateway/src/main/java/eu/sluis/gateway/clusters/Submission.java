package eu.sluis.gateway.clusters;

/** How a submission ended. */
public sealed interface Submission {

    /**
     * The cluster has it.
     *
     * @param clusterJob the cluster's own id: a hint where to look, never an identity
     */
    record Submitted(String clusterJob) implements Submission {}

    /**
     * The cluster certainly does not have it.
     *
     * @param reason a clause without foreign text
     * @param again whether it may take it later
     */
    record NotSubmitted(String reason, boolean again) implements Submission {}

    /**
     * The cluster certainly does not have it, and may take this job later; says nothing of others.
     *
     * @param reason a clause without foreign text
     */
    record Later(String reason) implements Submission {}

    /** The answer was lost: the cluster may have it now, or come to have it later. */
    record Unknown(String reason) implements Submission {}
}
