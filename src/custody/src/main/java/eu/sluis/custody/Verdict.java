package eu.sluis.custody;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.document.Intent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a key is released: the last and decisive word of policy.
 *
 * <p>Pure: gateway, key agent and offline verifier come to the same verdict from the same facts. It
 * is closed by default: a key goes out only if no condition objects.
 */
public sealed interface Verdict {

    /** Release. */
    record Releases() implements Verdict {}

    /**
     * The very same was answered before, and would be again: give the stored answer, and write no
     * second leaf.
     */
    record Repeats() implements Verdict {}

    /**
     * Refuse.
     *
     * @param problem what kind of refusal
     * @param reason the first objection, a sentence that is safe to show
     * @param clauses all objections of policy
     */
    record Refuses(ProblemType problem, String reason, List<Clause> clauses) implements Verdict {

        public Refuses {
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * The verdict on a slot.
     *
     * <p>A repetition is answered under the conditions of a release, but for the budget that it
     * spent and the leaf that it wrote: if the first answer was lost, its repetition is what gives
     * the key away, so a revocation stops it too.
     */
    static Verdict onSlot(ReleaseFacts facts) {
        Digest before = facts.redeemedWith();
        if (before != null && !before.equals(facts.offered())) {
            return refuse(ProblemType.SLOT_TAKEN, "the slot was redeemed with other keys before");
        }
        if (!facts.slotCurrent()) {
            return refuse(
                    ProblemType.STALE_FENCE, "another attempt holds the job, or it has ended");
        }
        if (facts.revoked()) {
            return refuse(ProblemType.RELEASE_ENDED, "the job was cancelled");
        }
        Instant notBefore = facts.intent().notBefore();
        if (notBefore != null && facts.now().isBefore(notBefore)) {
            return refuse(ProblemType.UNAVAILABLE, "the intent begins at " + notBefore);
        }
        if (facts.evidence().compareTo(floor(facts)) < 0) {
            return refuse(
                    ProblemType.EVIDENCE_REQUIRED,
                    "evidence "
                            + floor(facts)
                            + " is demanded, "
                            + facts.evidence()
                            + " was shown");
        }
        Verdict policy =
                onPolicy(facts.intent(), facts.authorInForce(), facts.now(), objections(facts));
        return before == null ? spend(policy, facts) : repeat(policy);
    }

    private static Verdict spend(Verdict policy, ReleaseFacts facts) {
        boolean spent = facts.releasesSpent() >= facts.intent().budget();
        return policy instanceof Releases && spent
                ? refuse(ProblemType.RELEASE_ENDED, "the intent's releases are used up")
                : audited(policy, facts.leafDurable());
    }

    private static Verdict repeat(Verdict policy) {
        return policy instanceof Releases ? new Repeats() : policy;
    }

    private static Verdict audited(Verdict policy, boolean leafDurable) {
        return policy instanceof Releases && !leafDurable
                ? refuse(ProblemType.UNAVAILABLE, "the audit log cannot be written")
                : policy;
    }

    /** The verdict on an opening; a repetition is answered as {@link #onSlot} says. */
    static Verdict onOpening(OpenFacts facts) {
        List<Clause> clauses =
                new ArrayList<>(
                        Residency.refusals(
                                facts.labels(),
                                facts.home(),
                                facts.intent().purpose(),
                                facts.now()));
        for (LabelSource source : facts.labels()) {
            if (source.label().egress() != Egress.OWNER) {
                clauses.add(egress(source));
            }
        }
        Verdict policy = onPolicy(facts.intent(), facts.authorInForce(), facts.now(), clauses);
        return facts.answeredBefore() ? repeat(policy) : audited(policy, facts.leafDurable());
    }

    private static Verdict onPolicy(
            Intent intent, boolean author, Instant now, List<Clause> clauses) {
        if (!author) {
            return refuse(ProblemType.BAD_SIGNATURE, "the intent's author or key no longer stands");
        }
        if (!now.isBefore(intent.notAfter())) {
            return refuse(ProblemType.INTENT_EXPIRED, "the intent ended at " + intent.notAfter());
        }
        if (!clauses.isEmpty()) {
            return new Refuses(ProblemType.REFUSED_BY_POLICY, clauses.getFirst().reason(), clauses);
        }
        return new Releases();
    }

    private static List<Clause> objections(ReleaseFacts facts) {
        return Residency.atSite(
                facts.labels(),
                LabelSource.intent(facts.intent()),
                facts.site(),
                facts.home(),
                facts.intent().purpose(),
                facts.now());
    }

    /** What a site states is demanded too: else who saw an attempt's name could leave it out. */
    private static EvidenceLevel floor(ReleaseFacts facts) {
        EvidenceLevel floor = facts.intent().evidence();
        EvidenceLevel stated = facts.site().evidence();
        floor = stated.compareTo(floor) > 0 ? stated : floor;
        for (LabelSource source : facts.labels()) {
            EvidenceLevel wanted = source.label().evidence();
            floor = wanted.compareTo(floor) > 0 ? wanted : floor;
        }
        return floor;
    }

    private static Clause egress(LabelSource source) {
        String reason =
                source.label().egress() == Egress.NONE
                        ? source.source() + " lets nothing leave"
                        : source.source() + " wants a second person's approval, which is not built";
        return new Clause(source.source(), "egress", reason);
    }

    private static Refuses refuse(ProblemType problem, String reason) {
        return new Refuses(problem, reason, List.of());
    }
}
