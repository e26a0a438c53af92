package eu.sluis.custody;

import eu.sluis.contract.Clause;
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
     * The slot was redeemed before with the very same keys: give the stored answer again, and write
     * no second leaf.
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

    /** The verdict on a slot. */
    static Verdict onSlot(ReleaseFacts facts) {
        if (facts.redeemedWith() != null) {
            return facts.redeemedWith().equals(facts.offered())
                    ? new Repeats()
                    : refuse(
                            ProblemType.SLOT_TAKEN, "the slot was redeemed with other keys before");
        }
        if (!facts.slotCurrent()) {
            return refuse(
                    ProblemType.STALE_FENCE, "another attempt holds the job, or it has ended");
        }
        if (facts.revoked()) {
            return refuse(ProblemType.CUSTODY_REFUSED, "the job was cancelled");
        }
        if (facts.releasesSpent() >= facts.intent().budget()) {
            return refuse(ProblemType.CUSTODY_REFUSED, "the intent's releases are used up");
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
        return onPolicy(
                facts.intent(),
                facts.authorInForce(),
                facts.leafDurable(),
                facts.now(),
                objections(facts));
    }

    /** The verdict on an opening. */
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
        return onPolicy(
                facts.intent(), facts.authorInForce(), facts.leafDurable(), facts.now(), clauses);
    }

    private static Verdict onPolicy(
            Intent intent, boolean author, boolean leaf, Instant now, List<Clause> clauses) {
        if (!author) {
            return refuse(ProblemType.BAD_SIGNATURE, "the intent's author or key no longer stands");
        }
        if (!now.isBefore(intent.notAfter())) {
            return refuse(ProblemType.INTENT_EXPIRED, "the intent ended at " + intent.notAfter());
        }
        if (!clauses.isEmpty()) {
            return new Refuses(ProblemType.REFUSED_BY_POLICY, clauses.getFirst().reason(), clauses);
        }
        if (!leaf) {
            return refuse(ProblemType.UNAVAILABLE, "the audit log cannot be written");
        }
        return new Releases();
    }

    private static List<Clause> objections(ReleaseFacts facts) {
        List<LabelSource> labels = new ArrayList<>(facts.labels());
        labels.add(LabelSource.intent(facts.intent()));
        Place site = Place.site(facts.site(), facts.home().custody());
        List<Clause> clauses = new ArrayList<>();
        String purpose = facts.intent().purpose();
        clauses.addAll(Residency.refusals(labels, site, purpose, facts.now()));
        // The intent says where to compute; the home only has to satisfy the data's own labels.
        clauses.addAll(Residency.refusals(facts.labels(), facts.home(), purpose, facts.now()));
        if (!facts.now().isBefore(facts.site().notAfter())) {
            clauses.add(
                    new Clause(
                            "site " + facts.site().site(),
                            "until",
                            "the statement of site " + facts.site().site() + " has lapsed"));
        }
        return clauses;
    }

    private static EvidenceLevel floor(ReleaseFacts facts) {
        EvidenceLevel floor = facts.intent().evidence();
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
