package eu.sluis.gateway.jobs;

import eu.sluis.contract.JobId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Cancels jobs. Repeating it, or cancelling what has ended, changes nothing.
 *
 * <p>A job that is nowhere yet ends at once. Otherwise no key is released from now on, the cluster
 * is told in the next round of the site's loop, and a payload that this does not reach ends at its
 * runner's next lease; the state follows.
 */
@ApplicationScoped
class Cancellation {

    private final JobStore jobs;
    private final AttemptStore attempts;
    private final Endings endings;
    private final Audit audit;

    Cancellation(JobStore jobs, AttemptStore attempts, Endings endings, Audit audit) {
        this.jobs = jobs;
        this.attempts = attempts;
        this.endings = endings;
        this.audit = audit;
    }

    /**
     * Cancels a job of one of the member's projects.
     *
     * @throws eu.sluis.contract.ProblemException not-found without one
     */
    JobView cancel(Handle handle, TenantScope scope, Actor.Member member, JobId id) {
        JobRow job =
                jobs.lock(handle, id)
                        .filter(found -> member.projects().contains(found.project()))
                        .orElseThrow(Problems::absent);
        if (job.ended() != null || job.cancelRequested()) {
            return job.view();
        }
        jobs.requestCancel(handle, id);
        boolean nowhere =
                attempts.current(handle, id)
                        .filter(attempt -> attempt.state() != AttemptState.ENDED)
                        .isEmpty();
        if (nowhere) {
            endings.end(
                    handle,
                    scope,
                    id,
                    JobState.CANCELLED,
                    "cancelled before it was dispatched",
                    null);
        }
        audit.append(handle, scope, "job.cancel-requested", Map.of("job", id));
        return jobs.find(handle, id).orElseThrow(Problems::absent).view();
    }
}
