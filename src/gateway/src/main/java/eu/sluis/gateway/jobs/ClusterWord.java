package eu.sluis.gateway.jobs;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Clusters;
import eu.sluis.gateway.clusters.Sighting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks the cluster, at the moment of a redemption, whether it runs that very attempt. */
@ApplicationScoped
class ClusterWord {

    private static final Logger LOG = Logger.getLogger(ClusterWord.class);

    private final Clusters clusters;

    ClusterWord(Clusters clusters) {
        this.clusters = clusters;
    }

    /**
     * Passes if the cluster runs the job that the attempt was recorded under, and it bears its UUID
     * now: the name of an attempt that still waits is worth nothing.
     *
     * @throws ProblemException unavailable if the cluster does not answer, has not started it, or
     *     it has not been recorded yet: asking again may help; stale-fence if it runs no such job
     */
    void requireStarted(LiveAttempt attempt) {
        Optional<Sighting> seen = ask(attempt);
        if (seen.orElse(null) instanceof Sighting.Running) {
            return;
        }
        if (seen.orElse(null) instanceof Sighting.Queued) {
            throw unavailable("the cluster has not started this attempt");
        }
        if (attempt.state() == AttemptState.SUBMITTING) {
            throw unavailable("the submission of this attempt is not recorded yet");
        }
        LOG.warnf("event=redemption-without-job attempt=%s", attempt.id());
        throw new ProblemException(
                ProblemType.STALE_FENCE, "the cluster runs no job of this attempt");
    }

    private Optional<Sighting> ask(LiveAttempt attempt) {
        Cluster cluster =
                clusters.of(attempt.site())
                        .orElseThrow(() -> unavailable("this gateway has no link to the site"));
        try {
            return cluster.find(attempt.id(), attempt.clusterJob(), attempt.account());
        } catch (ClusterUnreachable e) {
            throw unavailable("the site's cluster does not answer");
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(ProblemType.UNAVAILABLE, detail);
    }
}
