package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.RunnerPhase;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What runners say of where they are, and why they stop. */
@ApplicationScoped
class Reports {

    private static final Lease END = new Lease(false, 0);

    private final Database database;
    private final Slots slots;
    private final AttemptStore attempts;
    private final JobStore jobs;
    private final Leases leases;
    private final Audit audit;

    Reports(
            Database database,
            Slots slots,
            AttemptStore attempts,
            JobStore jobs,
            Leases leases,
            Audit audit) {
        this.database = database;
        this.slots = slots;
        this.attempts = attempts;
        this.jobs = jobs;
        this.leases = leases;
        this.audit = audit;
    }

    /** The attempt whose slot nobody has redeemed, if it is such a one. */
    Optional<LiveAttempt> unredeemed(AttemptId id) {
        return database.acrossTenants(
                        CrossTenant.FIRST_CONTACT, handle -> attempts.find(handle, id))
                .filter(LiveAttempt::unredeemed);
    }

    /**
     * Notes why a runner stops that was given no key. Nothing proves who says it, so nothing but
     * the note follows; the cluster shows the end.
     *
     * @throws ProblemException bad-document unless it is a refusal of this attempt with a problem
     *     that we know
     */
    Lease note(LiveAttempt attempt, Signed report) {
        AttemptReport said = read(report);
        Optional<ProblemType> problem = problem(said.problem());
        boolean refusal =
                said.attempt().equals(attempt.id()) && said.phase() == RunnerPhase.REFUSED;
        if (!refusal || problem.isEmpty()) {
            throw bad("before a key was released, only a refusal can be reported");
        }
        TenantScope scope = Callers.worker(attempt.tenant(), "report");
        return database.inTenant(
                scope,
                handle -> {
                    attempts.lock(handle, attempt.id())
                            .filter(LiveAttempt::unredeemed)
                            .ifPresent(locked -> note(handle, locked, problem.get()));
                    return END;
                });
    }

    private void note(Handle handle, LiveAttempt attempt, ProblemType problem) {
        JobRow job = jobs.find(handle, attempt.job()).orElseThrow(Problems::absent);
        if (job.fence() == attempt.fence() && job.problem() == null) {
            jobs.note(handle, job.id(), said(problem), problem.code());
        }
    }

    /**
     * Takes a report of the scope's runner; a refusal ends the attempt, and the job unless its
     * intent allows another.
     *
     * @throws ProblemException bad-signature, bad-document
     */
    Lease take(Handle handle, TenantScope scope, Signed report) {
        Slot slot = slots.lock(handle, scope);
        AttemptReport said = slot.open(report, AttemptReport.class);
        if (!said.attempt().equals(slot.attempt().id())) {
            throw bad("the report is of another attempt");
        }
        if (!slot.current()) {
            return END;
        }
        if (said.phase() == RunnerPhase.REFUSED) {
            return stop(handle, scope, slot, said);
        }
        jobs.phase(handle, slot.job().id(), said.phase());
        return leases.renew(handle, scope, slot);
    }

    private Lease stop(Handle handle, TenantScope scope, Slot slot, AttemptReport said) {
        ProblemType problem = problem(said.problem()).orElse(ProblemType.INTERNAL_ERROR);
        boolean again = again(slot, problem);
        attempts.move(handle, slot.attempt().id(), AttemptState.RELEASED, AttemptState.ENDED);
        if (again) {
            jobs.again(handle, slot.job().id(), said(problem) + "; it is tried again");
        } else {
            end(handle, slot, problem);
        }
        audit.append(
                handle,
                scope,
                again ? "attempt.given-up" : "job.ended",
                Map.of(
                        "job", slot.job().id(),
                        "attempt", slot.attempt().id(),
                        "why", problem.code()));
        return END;
    }

    /** What failed for want of a part may go well next time; a verdict stays. */
    private static boolean again(Slot slot, ProblemType problem) {
        boolean ofTheMoment =
                problem == ProblemType.UNAVAILABLE || problem == ProblemType.INTERNAL_ERROR;
        return ofTheMoment && slot.attempt().mayBeRepeated() && !slot.job().cancelRequested();
    }

    private void end(Handle handle, Slot slot, ProblemType problem) {
        if (slot.job().cancelRequested()) {
            jobs.end(handle, slot.job().id(), JobState.CANCELLED, "cancelled while it ran", null);
            return;
        }
        jobs.end(handle, slot.job().id(), JobState.FAILED, said(problem), problem.code());
    }

    private static String said(ProblemType problem) {
        return "the runner stopped: " + problem.title();
    }

    private static AttemptReport read(Signed report) {
        try {
            return Json.readCanonical(report.document(), AttemptReport.class);
        } catch (InvalidValue e) {
            throw bad("the report is malformed: " + e.detail());
        }
    }

    private static Optional<ProblemType> problem(@Nullable String code) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.code().equals(code))
                .findFirst();
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_DOCUMENT, detail);
    }
}
