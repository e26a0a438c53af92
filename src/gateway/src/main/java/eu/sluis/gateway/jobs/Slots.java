package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.gateway.custody.Custodian;
import eu.sluis.gateway.custody.Releases;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** Finds the slot of a runner that proved to hold its key. */
@ApplicationScoped
class Slots {

    private final AttemptStore attempts;
    private final JobStore jobs;
    private final Releases releases;
    private final Custodian custodian;

    Slots(AttemptStore attempts, JobStore jobs, Releases releases, Custodian custodian) {
        this.attempts = attempts;
        this.jobs = jobs;
        this.releases = releases;
        this.custodian = custodian;
    }

    /**
     * The slot of the scope's runner; its attempt and job are locked until the transaction ends.
     *
     * @throws ProblemException custody-refused if the stored release is not as it was signed
     */
    Slot lock(Handle handle, TenantScope scope) {
        Actor.Runner runner = (Actor.Runner) scope.actor();
        AttemptId id = runner.attempt();
        LiveAttempt attempt = attempts.lock(handle, id).orElseThrow(Problems::absent);
        JobRow job = jobs.find(handle, attempt.job()).orElseThrow(Problems::absent);
        Signed signed =
                releases.ofSlot(handle, scope, id, runner.rank()).orElseThrow(Problems::absent);
        Release release = custodian.open(signed, Release.class);
        SlotGrant grant = release.slot();
        if (grant == null || !grant.attempt().equals(id)) {
            throw new ProblemException(
                    ProblemType.CUSTODY_REFUSED, "the stored release is another slot's");
        }
        return new Slot(attempt, job, signed, release, grant);
    }
}
