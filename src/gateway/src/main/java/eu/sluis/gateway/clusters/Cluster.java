package eu.sluis.gateway.clusters;

import eu.sluis.contract.AttemptId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
     * All attempts that the cluster knows, by UUID.
     *
     * <p>Two jobs that bear the same UUID show as the one that is furthest.
     *
     * @param users whose attempts; not heeded where there is only one user. With none the cluster
     *     is only asked whether it is there
     * @throws ClusterUnreachable if the cluster does not answer
     */
    Map<AttemptId, Sighting> look(Set<String> users) throws ClusterUnreachable;

    /**
     * What the cluster shows of one attempt now.
     *
     * @param clusterJob where it was recorded; only a hint: what is found there must bear the
     *     attempt's UUID and be the account's own
     * @return empty if there is no such job, or another job has this id
     * @throws ClusterUnreachable if the cluster does not answer
     */
    Optional<Sighting> find(AttemptId attempt, @Nullable String clusterJob, String account)
            throws ClusterUnreachable;

    /**
     * Ends an attempt, provided that the job still bears its UUID. Repeating is safe.
     *
     * @throws ClusterUnreachable if the cluster does not answer
     */
    void cancel(String clusterJob, AttemptId attempt, String account) throws ClusterUnreachable;

    /**
     * Forgets an attempt that has ended, some time after its end; before that, does nothing. To be
     * called once the end has been recorded.
     */
    void forget(AttemptId attempt);
}
