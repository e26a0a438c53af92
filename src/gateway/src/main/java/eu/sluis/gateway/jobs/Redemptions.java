package eu.sluis.gateway.jobs;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.EvidenceCheck;
import eu.sluis.custody.EvidenceCheck.Finding;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.custody.ReleaseOutcome;
import eu.sluis.gateway.custody.Releases;
import eu.sluis.gateway.custody.SlotRequest;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.VerifyingKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/**
 * Redeems slots: what a runner shows for itself is checked, the custodian decides.
 *
 * <p>Guarantee: answer, leaf, and the job's and attempt's states commit together. The attempt's
 * UUID alone gives nobody anything, and spoils nothing: only a verdict of policy ends a job.
 */
@ApplicationScoped
class Redemptions {

    private final Database database;
    private final AttemptStore attempts;
    private final JobStore jobs;
    private final Endings endings;
    private final Releases releases;
    private final SlotCases cases;
    private final ClusterWord cluster;
    private final Clock clock;

    Redemptions(
            Database database,
            AttemptStore attempts,
            JobStore jobs,
            Endings endings,
            Releases releases,
            SlotCases cases,
            ClusterWord cluster,
            Clock clock) {
        this.database = database;
        this.attempts = attempts;
        this.jobs = jobs;
        this.endings = endings;
        this.releases = releases;
        this.cases = cases;
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * The release of a slot; the same keys get the same answer again.
     *
     * @throws ProblemException bad-signature or bad-document; not-found if there is no such
     *     attempt; unavailable if the cluster cannot say whether it runs this attempt; slot-taken,
     *     stale-fence, evidence-required and what else the custodian refuses with
     */
    ReleaseAnswer redeem(NewRedemption request) {
        Redemption redemption = verified(request.redemption());
        LiveAttempt attempt =
                database.acrossTenants(
                                CrossTenant.FIRST_CONTACT,
                                handle -> attempts.find(handle, redemption.attempt()))
                        .orElseThrow(Problems::absent);
        if (attempt.unredeemed()) {
            cluster.requireStarted(attempt);
        }
        TenantScope scope = Callers.worker(attempt.tenant(), "redemption");
        ReleaseOutcome outcome =
                database.inTenant(scope, handle -> redeem(handle, scope, redemption, request));
        FaultPoint.RELEASED.reach();
        return outcome.orThrow();
    }

    private static Redemption verified(Signed signed) {
        try {
            Redemption redemption = Json.readCanonical(signed.document(), Redemption.class);
            VerifyingKey.of(redemption.key()).verify(signed);
            return redemption;
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the redemption is not signed by the key it names");
        } catch (InvalidValue e) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the redemption is malformed: " + e.detail());
        }
    }

    private ReleaseOutcome redeem(
            Handle handle, TenantScope scope, Redemption redemption, NewRedemption request) {
        LiveAttempt attempt =
                attempts.lock(handle, redemption.attempt()).orElseThrow(Problems::absent);
        JobRow job = jobs.find(handle, attempt.job()).orElseThrow(Problems::absent);
        SlotRequest asked = new SlotRequest(redemption, job.intentId(), job.intent());
        ReleaseOutcome outcome = decide(handle, scope, attempt, job, asked, request);
        follow(handle, scope, attempt, job, outcome);
        FaultPoint.RELEASING.reach();
        return outcome;
    }

    private ReleaseOutcome decide(
            Handle handle,
            TenantScope scope,
            LiveAttempt attempt,
            JobRow job,
            SlotRequest asked,
            NewRedemption request) {
        EvidenceLevel evidence;
        try {
            evidence = established(handle, attempt, request);
        } catch (ProblemException e) {
            return releases.turnAway(handle, scope, e, attempt.id().value(), asked.asked());
        }
        return releases.redeem(
                handle,
                scope,
                asked,
                () -> cases.gather(handle, scope, attempt, job, asked, evidence));
    }

    private EvidenceLevel established(Handle handle, LiveAttempt attempt, NewRedemption request) {
        SiteStatement site = cases.statement(handle, attempt);
        Finding finding =
                EvidenceCheck.check(
                        request, site, attempt.clusterJob(), attempt.created(), clock.instant());
        return switch (finding) {
            case Finding.Established established -> established.level();
            case Finding.Rejected rejected ->
                    throw new ProblemException(ProblemType.EVIDENCE_REQUIRED, rejected.reason());
        };
    }

    private void follow(
            Handle handle,
            TenantScope scope,
            LiveAttempt attempt,
            JobRow job,
            ReleaseOutcome outcome) {
        switch (outcome) {
            case ReleaseOutcome.Released released -> {
                if (released.first()) {
                    attempts.released(handle, attempt.id(), Leases.LENGTH);
                    jobs.started(handle, job.id());
                } else {
                    // Its first answer was lost; it has started nothing yet.
                    attempts.renew(handle, attempt.id(), Leases.LENGTH);
                }
            }
            case ReleaseOutcome.Refused refused -> refused(handle, scope, attempt, job, refused);
        }
    }

    /** A verdict of policy ends the job; want of evidence is noted; the rest is the asker's. */
    private void refused(
            Handle handle,
            TenantScope scope,
            LiveAttempt attempt,
            JobRow job,
            ReleaseOutcome.Refused refused) {
        ProblemException problem = refused.problem();
        boolean holdsTheJob = attempt.unredeemed() && attempt.fence() == job.fence();
        if (!holdsTheJob || problem.type() == ProblemType.SLOT_TAKEN) {
            return;
        }
        if (refused.bound()) {
            JobState state = job.cancelRequested() ? JobState.CANCELLED : JobState.REFUSED;
            endings.end(handle, scope, job.id(), state, problem.detail(), problem.type());
            attempts.move(handle, attempt.id(), attempt.state(), AttemptState.ENDED);
        } else if (problem.type() == ProblemType.EVIDENCE_REQUIRED) {
            jobs.note(handle, job.id(), problem.detail(), problem.type().code());
        }
    }
}
