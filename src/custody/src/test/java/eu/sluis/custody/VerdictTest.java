package eu.sluis.custody;

import static eu.sluis.custody.Sample.NOW;
import static eu.sluis.custody.Sample.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Digest;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SiteStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

    private static final Digest OFFERED = digest("keys");

    /** What has to hold before a key goes out, and what is said if it alone does not. */
    private enum Condition {
        NO_OTHER_KEYS(ProblemType.SLOT_TAKEN),
        SLOT_CURRENT(ProblemType.STALE_FENCE),
        NOT_REVOKED(ProblemType.RELEASE_ENDED),
        INTENT_HAS_BEGUN(ProblemType.UNAVAILABLE),
        EVIDENCE_AT_THE_FLOOR(ProblemType.EVIDENCE_REQUIRED),
        AUTHOR_IN_FORCE(ProblemType.BAD_SIGNATURE),
        INTENT_IN_FORCE(ProblemType.INTENT_EXPIRED),
        SITE_ALLOWED(ProblemType.REFUSED_BY_POLICY),
        HOME_ALLOWED(ProblemType.REFUSED_BY_POLICY),
        SITE_STATEMENT_IN_FORCE(ProblemType.REFUSED_BY_POLICY),
        BUDGET_LEFT(ProblemType.RELEASE_ENDED),
        LEAF_DURABLE(ProblemType.UNAVAILABLE);

        private final ProblemType otherwise;

        Condition(ProblemType otherwise) {
            this.otherwise = otherwise;
        }
    }

    private static final Set<Condition> ALL = EnumSet.allOf(Condition.class);

    @Test
    void exactlyOneRowOfTheTruthTableReleases() {
        int rows = 1 << Condition.values().length;
        int releasing = 0;
        for (int row = 0; row < rows; row++) {
            Set<Condition> holding = EnumSet.noneOf(Condition.class);
            for (Condition condition : Condition.values()) {
                if ((row >> condition.ordinal() & 1) == 1) {
                    holding.add(condition);
                }
            }

            Verdict verdict = Verdict.onSlot(facts(holding, null));

            if (!(verdict instanceof Verdict.Refuses)) {
                assertThat(holding).isEqualTo(ALL);
                assertThat(verdict).isEqualTo(new Verdict.Releases());
                releasing++;
            }
        }
        assertThat(rows).isEqualTo(4096);
        assertThat(releasing).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void saysWhichConditionAloneIsMissing(Condition missing) {
        assertThat(problem(Verdict.onSlot(facts(without(missing), null))))
                .isEqualTo(missing.otherwise);
    }

    @Test
    void theSameKeysGetTheStoredAnswerAgainWithoutBudgetOrLeaf() {
        Set<Condition> holding =
                EnumSet.complementOf(EnumSet.of(Condition.BUDGET_LEFT, Condition.LEAF_DURABLE));

        assertThat(Verdict.onSlot(facts(holding, OFFERED))).isEqualTo(new Verdict.Repeats());
    }

    @ParameterizedTest
    @EnumSource(
            value = Condition.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NO_OTHER_KEYS", "BUDGET_LEFT", "LEAF_DURABLE"})
    void theSameKeysGetNothingAgainOnceAConditionFails(Condition missing) {
        assertThat(problem(Verdict.onSlot(facts(without(missing), OFFERED))))
                .isEqualTo(missing.otherwise);
    }

    @Test
    void namesEveryClauseThatRefuses() {
        Set<Condition> holding = without(Condition.SITE_ALLOWED);

        Verdict verdict = Verdict.onSlot(facts(holding, null));

        assertThat(((Verdict.Refuses) verdict).clauses())
                .extracting(Clause::source)
                .containsExactly("dataset " + Sample.DATASET, "dataset " + Sample.CASE);
        assertThat(((Verdict.Refuses) verdict).reason()).contains("eu/ee");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void refusesToStartWithoutTheLabelOfAnySource(int forgotten) {
        List<LabelSource> labels = new ArrayList<>(Sample.labels());
        labels.remove(forgotten);

        assertThatThrownBy(() -> facts(ALL, null, labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Sample.labels().get(forgotten).source());
    }

    @Test
    void theIntentsOwnFloorOfEvidenceCounts() {
        List<LabelSource> lax =
                Sample.labels().stream()
                        .map(s ->
                                new LabelSource(
                                        s.source(),
                                        Sample.withEvidence(s.label(), EvidenceLevel.A0)))
                        .toList();
        Set<Condition> noEvidence = without(Condition.EVIDENCE_AT_THE_FLOOR);

        ReleaseFacts onA0 = at(Sample.withoutNodes(), facts(noEvidence, null, lax));

        assertThat(Verdict.onSlot(onA0)).isEqualTo(new Verdict.Releases());
        assertThat(problem(Verdict.onSlot(demanding(onA0))))
                .isEqualTo(ProblemType.EVIDENCE_REQUIRED);
        assertThat(problem(Verdict.onSlot(facts(noEvidence, null, lax))))
                .as("the site states A1")
                .isEqualTo(ProblemType.EVIDENCE_REQUIRED);
    }

    private static Set<Condition> without(Condition missing) {
        return EnumSet.complementOf(EnumSet.of(missing));
    }

    private static ProblemType problem(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refuses.class);
        return ((Verdict.Refuses) verdict).problem();
    }

    private static ReleaseFacts facts(Set<Condition> holding, @Nullable Digest redeemedWith) {
        return facts(holding, redeemedWith, Sample.labels());
    }

    private static ReleaseFacts facts(
            Set<Condition> holding, @Nullable Digest redeemedWith, List<LabelSource> labels) {
        return new ReleaseFacts(
                intent(holding),
                holding.contains(Condition.AUTHOR_IN_FORCE),
                labels,
                Sample.site(
                        holding.contains(Condition.SITE_ALLOWED) ? "eu/nl/ams" : "eu/ee",
                        holding.contains(Condition.SITE_STATEMENT_IN_FORCE) ? later() : NOW),
                Sample.home(holding.contains(Condition.HOME_ALLOWED) ? "eu/nl" : "eu/ee"),
                holding.contains(Condition.SLOT_CURRENT),
                holding.contains(Condition.EVIDENCE_AT_THE_FLOOR)
                        ? EvidenceLevel.A1
                        : EvidenceLevel.A0,
                holding.contains(Condition.NO_OTHER_KEYS) ? redeemedWith : digest("other keys"),
                OFFERED,
                holding.contains(Condition.BUDGET_LEFT) ? 2 : 3,
                !holding.contains(Condition.NOT_REVOKED),
                holding.contains(Condition.LEAF_DURABLE),
                NOW);
    }

    /** An intent that has ended cannot be one that has yet to begin. */
    private static RunIntent intent(Set<Condition> holding) {
        if (!holding.contains(Condition.INTENT_IN_FORCE)) {
            return Sample.intent(NOW);
        }
        boolean begun = holding.contains(Condition.INTENT_HAS_BEGUN);
        return Sample.intent(begun ? null : NOW.plusMillis(1), later());
    }

    private static ReleaseFacts at(SiteStatement site, ReleaseFacts facts) {
        return new ReleaseFacts(
                facts.intent(),
                true,
                facts.labels(),
                site,
                facts.home(),
                true,
                facts.evidence(),
                null,
                OFFERED,
                0,
                false,
                true,
                NOW);
    }

    private static ReleaseFacts demanding(ReleaseFacts facts) {
        var intent = facts.intent();
        var demanding =
                new RunIntent(
                        intent.id(),
                        intent.tenant(),
                        intent.project(),
                        intent.theCase(),
                        intent.bundle(),
                        intent.inputs(),
                        intent.after(),
                        intent.resources(),
                        intent.array(),
                        1,
                        3,
                        intent.network(),
                        intent.zones(),
                        EvidenceLevel.A1,
                        intent.purpose(),
                        intent.notBefore(),
                        intent.notAfter());
        return new ReleaseFacts(
                demanding,
                true,
                facts.labels(),
                facts.site(),
                facts.home(),
                true,
                facts.evidence(),
                null,
                OFFERED,
                0,
                false,
                true,
                NOW);
    }

    private static Instant later() {
        return NOW.plusSeconds(60);
    }
}
