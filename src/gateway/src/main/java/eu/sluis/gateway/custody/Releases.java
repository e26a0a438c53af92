package eu.sluis.gateway.custody;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Clause;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.custody.OpenFacts;
import eu.sluis.custody.ReleaseFacts;
import eu.sluis.custody.Verdict;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Decides on requests for keys: looks what was answered before, asks the verdict, every time, and
 * has the answer made through the handle of the act, so that all of it commits or none.
 *
 * <p>Guarantee: one slot, and one intent to open, is answered to one set of keys only, with the
 * same bytes and one leaf however often it asks, and only while the verdict would still release: a
 * repetition may be what gives the key away. This managed custodian answers at once.
 */
@ApplicationScoped
public class Releases {

    private final ReleaseStore store;
    private final Answers answers;
    private final Traces traces;

    Releases(ReleaseStore store, Answers answers, Traces traces) {
        this.store = store;
        this.answers = answers;
        this.traces = traces;
    }

    /**
     * Redeems a slot.
     *
     * <p>Other keys than those of the first time get nothing, and an alarm is written. The caller
     * commits whatever the outcome is, then calls {@link ReleaseOutcome#orThrow}.
     *
     * @param assemble called at most once, after the intent was locked
     */
    public ReleaseOutcome redeem(
            Handle handle, TenantScope scope, SlotRequest request, Supplier<SlotCase> assemble) {
        store.lock(handle, request.intent());
        var redemption = request.redemption();
        Optional<StoredRelease> before =
                store.ofSlot(handle, redemption.attempt(), redemption.rank());
        if (before.isPresent() && !before.get().keys().equals(request.offered())) {
            traces.alarm(handle, scope, request);
            return new ReleaseOutcome.Refused(
                    new ProblemException(
                            ProblemType.SLOT_TAKEN, "the slot was redeemed with other keys before"),
                    true);
        }
        if (before.isPresent() && !before.get().answered()) {
            return before.get().again(request.document());
        }
        SlotCase theCase;
        try {
            theCase = assemble.get();
        } catch (ProblemException e) {
            return turnAway(handle, scope, e, redemption.attempt().value(), request.asked());
        }
        theCase.requireFor(request);
        Grant grant = theCase.grant(request);
        ReleaseFacts facts = theCase.facts().after(before.map(StoredRelease::keys).orElse(null));
        return conclude(
                handle,
                scope,
                grant,
                Verdict.onSlot(facts),
                before,
                refusing -> traces.redeemed(handle, scope, grant, facts, refusing));
    }

    /**
     * Answers an intent to open; idempotent by the intent's id and bytes.
     *
     * @param document the intent as its author signed it
     * @throws ProblemException conflict if the same id came with other bytes before
     */
    public ReleaseOutcome open(
            Handle handle,
            TenantScope scope,
            Signed document,
            OpenFacts facts,
            SealedVersion version) {
        OpenIntent intent = facts.intent();
        store.lock(handle, intent.id());
        Optional<StoredRelease> before = store.ofOpening(handle, intent.id());
        if (before.isPresent() && !before.get().keys().equals(document.digest())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "this intent's id was used for another document");
        }
        if (before.isPresent() && !before.get().answered()) {
            return before.get().again(document);
        }
        Grant grant = Grant.opening(intent, document, version);
        return conclude(
                handle,
                scope,
                grant,
                Verdict.onOpening(facts.after(before.isPresent())),
                before,
                refusing -> traces.opened(handle, scope, grant, facts, refusing));
    }

    /**
     * Refuses what does not even come to a verdict, but not in silence: a row that is not as it was
     * signed, a key that is not the author's any more, evidence that does not hold. Nothing is
     * settled by it.
     *
     * @param subject the attempt's or intent's id
     * @param asked what was asked for: ids and digests
     * @throws ProblemException {@code problem} itself, if it is of any other kind
     */
    public ReleaseOutcome turnAway(
            Handle handle,
            TenantScope scope,
            ProblemException problem,
            UUID subject,
            Map<String, ?> asked) {
        return switch (problem.type()) {
            case CUSTODY_REFUSED, BAD_SIGNATURE, EVIDENCE_REQUIRED -> {
                traces.turnedAway(handle, scope, subject, asked, problem);
                yield new ReleaseOutcome.Refused(problem, false);
            }
            default -> throw problem;
        };
    }

    /** How many slots of this job were given keys; to be asked under {@link #redeem}'s lock. */
    public int spent(Handle handle, TenantScope scope, JobId job) {
        return store.spent(handle, job);
    }

    /** The release that a slot was answered with; it certifies the runner's key. */
    public Optional<Signed> ofSlot(Handle handle, TenantScope scope, AttemptId attempt, int rank) {
        return store.ofSlot(handle, attempt, rank)
                .filter(StoredRelease.Answered.class::isInstance)
                .map(answered -> ((StoredRelease.Answered) answered).release());
    }

    private ReleaseOutcome conclude(
            Handle handle,
            TenantScope scope,
            Grant grant,
            Verdict verdict,
            Optional<StoredRelease> before,
            Consumer<List<Clause>> decision) {
        return switch (verdict) {
            case Verdict.Repeats _ -> before.orElseThrow().again(grant.document());
            case Verdict.Releases _ -> {
                decision.accept(List.of());
                yield answers.release(handle, scope, grant);
            }
            case Verdict.Refuses refuses -> {
                var problem =
                        new ProblemException(
                                refuses.problem(), refuses.reason(), refuses.clauses());
                if (before.isEmpty() && isFinal(problem.type())) {
                    decision.accept(clauses(refuses));
                    yield answers.refuse(handle, scope, grant, problem);
                }
                if (traces.turnedAway(handle, scope, grant, problem)) {
                    decision.accept(clauses(refuses));
                }
                yield new ReleaseOutcome.Refused(problem, false);
            }
        };
    }

    /**
     * Whether a refusal settles the request. What an asker without evidence or without a current
     * slot brings about does not: else anyone who saw an attempt's name could spoil its slot.
     */
    private static boolean isFinal(ProblemType type) {
        return switch (type) {
            case EVIDENCE_REQUIRED, STALE_FENCE, UNAVAILABLE -> false;
            default -> true;
        };
    }

    /**
     * A refusal that no label speaks of is a clause too, else the decision would read as allowed.
     */
    private static List<Clause> clauses(Verdict.Refuses refuses) {
        return refuses.clauses().isEmpty()
                ? List.of(new Clause("custodian", refuses.problem().code(), refuses.reason()))
                : refuses.clauses();
    }
}
