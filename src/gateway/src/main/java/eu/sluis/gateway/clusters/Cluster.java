package eu.sluis.gateway.clusters;

import eu.sluis.contract.AttemptId;
import java.util.Map;
import java.util.Set;

/**
 * A cluster, as far as Sluis needs it. It knows attempts by their UUID and nothing of tenants.
 *
 * <p>Safe for use by several threads.
 */
public interface Cluster {

    /**
     * The unix users that attempts can run as; each project gets one of its own. Empty where the
     * cluster has only its own user.
     */
    Set<String> accounts();

    /** Submits an attempt, held if the cluster can hold; never throws for what the cluster says. */
    Submission submit(AttemptOrder order);

    /**
     * Lets a held attempt go. Repeating is safe.
     *
     * @throws ClusterUnreachable if the cluster does not answer; the attempt may have been let go
     */
    void release(String clusterJob, AttemptId attempt, String account) throws ClusterUnreachable;

    /**
     * All attempts that the cluster knows, whoever started them, by UUID.
     *
     * <p>Two jobs that bear the same UUID show as the one that is furthest.
     *
     * @throws ClusterUnreachable if the cluster does not answer
     */
    Map<AttemptId, Sighting> look() throws ClusterUnreachable;

    /**
     * Ends an attempt, provided that the job still bears its UUID. Repeating is safe.
     *
     * @throws ClusterUnreachable if the cluster does not answer
     */
    void cancel(String clusterJob, AttemptId attempt, String account) throws ClusterUnreachable;

    /** Forgets an ended attempt whose end has been recorded. */
    void forget(AttemptId attempt);
}
