package eu.sluis.gateway.jobs;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Custody;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.Residency;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.datasets.Versions;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.sites.Home;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Commits results: one per job, by the attempt that holds its fencing token.
 *
 * <p>Guarantee: version, job and leaf commit together, or nothing does; an older attempt changes
 * nothing. The same receipt again gets the same answer.
 */
@ApplicationScoped
class Commits {

    private final Slots slots;
    private final JobStore jobs;
    private final AttemptStore attempts;
    private final Versions versions;
    private final JobLabels labels;
    private final Home home;
    private final Audit audit;
    private final Clock clock;

    Commits(
            Slots slots,
            JobStore jobs,
            AttemptStore attempts,
            Versions versions,
            JobLabels labels,
            Home home,
            Audit audit,
            Clock clock) {
        this.slots = slots;
        this.jobs = jobs;
        this.attempts = attempts;
        this.versions = versions;
        this.labels = labels;
        this.home = home;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of a commit: a value, so that a refusal's decision commits too. */
    sealed interface Outcome {

        record Committed(JobView job) implements Outcome {}

        record Refused(ProblemException problem) implements Outcome {}

        /**
         * The job.
         *
         * @throws ProblemException the refusal; to be called after the transaction has committed
         */
        default JobView orThrow() {
            return switch (this) {
                case Committed committed -> committed.job();
                case Refused refused -> throw refused.problem();
            };
        }
    }

    /**
     * Commits what the scope's runner made.
     *
     * @throws ProblemException bad-signature, bad-document; stale-fence if another attempt holds
     *     the job, or it has ended otherwise
     */
    Outcome commit(Handle handle, TenantScope scope, NewCommit commit) {
        Slot slot = slots.lock(handle, scope);
        Receipt receipt = slot.open(commit.receipt(), Receipt.class);
        VersionRecord record = slot.open(commit.version(), VersionRecord.class);
        requireBelongs(slot, receipt, record);
        Signed before = slot.job().receipt();
        if (before != null && before.digest().equals(commit.receipt().digest())) {
            return new Outcome.Committed(slot.job().view());
        }
        slot.requireCurrent();
        List<Clause> refusing = decide(handle, scope, slot, commit);
        if (!refusing.isEmpty()) {
            return new Outcome.Refused(
                    new ProblemException(
                            ProblemType.REFUSED_BY_POLICY, refusing.getFirst().reason(), refusing));
        }
        return new Outcome.Committed(store(handle, scope, slot, commit, receipt));
    }

    private static void requireBelongs(Slot slot, Receipt receipt, VersionRecord record) {
        var grant = slot.grant();
        VersionRef outputs =
                new VersionRef(grant.theCase(), grant.output(), record.manifestDigest());
        boolean belongs =
                receipt.release().equals(slot.release().id())
                        && receipt.attempt().equals(grant.attempt())
                        && receipt.fence() == grant.fence()
                        && receipt.outputs().equals(outputs)
                        && record.dataset().equals(grant.theCase())
                        && record.version().equals(grant.output());
        if (!belongs) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT,
                    "receipt and version must be of this slot's release and output");
        }
    }

    private List<Clause> decide(Handle handle, TenantScope scope, Slot slot, NewCommit commit) {
        var intent = slot.job().runIntent();
        List<LabelSource> binding = labels.of(handle, scope, intent.project(), intent.inputs());
        // A label's end is the end of releases; what was computed before it is kept.
        List<Clause> refusing =
                Residency.refusals(
                                binding,
                                home.place(Custody.MANAGED),
                                intent.purpose(),
                                clock.instant())
                        .stream()
                        .filter(clause -> !clause.clause().equals("until"))
                        .toList();
        audit.decide(
                handle,
                scope,
                "commit",
                slot.job().id().value(),
                refusing,
                Map.of(
                        "receipt", commit.receipt().digest(),
                        "labels", Placement.digests(binding)));
        return refusing;
    }

    private JobView store(
            Handle handle, TenantScope scope, Slot slot, NewCommit commit, Receipt receipt) {
        var grant = slot.grant();
        versions.close(
                handle, scope, grant.output(), commit.version(), grant.runnerKey(), slot.signed());
        JobState state = state(slot.job(), receipt.exit());
        boolean won =
                jobs.commit(
                                handle,
                                slot.job().id(),
                                grant.fence(),
                                state,
                                receipt.exit(),
                                commit.receipt())
                        && attempts.move(
                                handle, grant.attempt(), AttemptState.RELEASED, AttemptState.ENDED);
        if (!won) {
            throw new ProblemException(
                    ProblemType.STALE_FENCE, "another attempt holds the job, or it has ended");
        }
        audit.append(
                handle,
                scope,
                "job.committed",
                Map.of(
                        "job", slot.job().id(),
                        "attempt", grant.attempt(),
                        "fence", grant.fence(),
                        "release", slot.release().id(),
                        "receipt", commit.receipt().digest(),
                        "output", grant.output(),
                        "manifest", receipt.outputs().manifest(),
                        "state", state.name()));
        FaultPoint.COMMITTING.reach();
        return jobs.find(handle, slot.job().id()).orElseThrow(Problems::absent).view();
    }

    private static JobState state(JobRow job, Exit exit) {
        if (job.cancelRequested()) {
            return JobState.CANCELLED;
        }
        if (exit.success()) {
            return JobState.COMPLETED;
        }
        if (exit.timedOut()) {
            return JobState.TIMEOUT;
        }
        return exit.outOfMemory() ? JobState.OUT_OF_MEMORY : JobState.FAILED;
    }
}
