package eu.sluis.gateway.jobs;

import eu.sluis.contract.JobId;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.api.JobState;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Ends jobs that come to no result, each with its leaf. */
@ApplicationScoped
class Endings {

    private final JobStore jobs;
    private final Audit audit;

    Endings(JobStore jobs, Audit audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    /** Ends a job; does nothing if it has ended already. */
    void end(
            Handle handle,
            TenantScope scope,
            JobId id,
            JobState state,
            String why,
            @Nullable ProblemType problem) {
        if (jobs.end(handle, id, state, why, problem == null ? null : problem.code())) {
            audit.append(handle, scope, "job.ended", Map.of("job", id, "why", why));
        }
    }
}
