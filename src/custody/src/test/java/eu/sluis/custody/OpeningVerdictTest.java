package eu.sluis.custody;

import static eu.sluis.custody.Sample.DATASET;
import static eu.sluis.custody.Sample.NOW;
import static eu.sluis.custody.Sample.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.OpenIntent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningVerdictTest {

    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void exactlyOneRowOfTheTruthTableReleases() {
        int releasing = 0;
        for (int row = 0; row < 32; row++) {
            OpenFacts facts =
                    new OpenFacts(
                            intent((row & 1) == 0 ? LATER : NOW),
                            (row & 2) == 0,
                            labels((row & 4) == 0 ? Egress.OWNER : Egress.NONE),
                            Sample.home((row & 8) == 0 ? "eu/nl" : "eu/ee"),
                            false,
                            (row & 16) == 0,
                            NOW);

            Verdict verdict = Verdict.onOpening(facts);

            assertThat(verdict instanceof Verdict.Releases).isEqualTo(row == 0);
            releasing += verdict instanceof Verdict.Refuses ? 0 : 1;
        }
        assertThat(releasing).isEqualTo(1);
    }

    @Test
    void theSameDocumentGetsTheStoredAnswerAgainWithoutALeaf() {
        var again =
                new OpenFacts(
                        intent(LATER),
                        true,
                        labels(Egress.OWNER),
                        Sample.home("eu/nl"),
                        true,
                        false,
                        NOW);

        assertThat(Verdict.onOpening(again)).isEqualTo(new Verdict.Repeats());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void theSameDocumentGetsNothingAgainOnceAConditionFails(int missing) {
        var again =
                new OpenFacts(
                        intent(missing == 1 ? NOW : LATER),
                        missing != 2,
                        labels(missing == 4 ? Egress.NONE : Egress.OWNER),
                        Sample.home(missing == 8 ? "eu/ee" : "eu/nl"),
                        true,
                        true,
                        NOW);

        assertThat(Verdict.onOpening(again)).isInstanceOf(Verdict.Refuses.class);
    }

    @Test
    void saysThatTheAirlockIsNotBuilt() {
        Verdict verdict = Verdict.onOpening(facts(labels(Egress.AIRLOCK)));

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Refuses(
                                ProblemType.REFUSED_BY_POLICY,
                                "dataset "
                                        + DATASET
                                        + " wants a second person's approval, which is not built",
                                ((Verdict.Refuses) verdict).clauses()));
        assertThat(((Verdict.Refuses) verdict).clauses())
                .extracting(Clause::clause)
                .containsExactly("egress");
    }

    @Test
    void theEgressOfTenantAndProjectCountsToo() {
        List<LabelSource> labels =
                List.of(
                        LabelSource.tenant(Sample.withEgress(label("eu", "*"), Egress.NONE)),
                        LabelSource.project(label("eu", "*")),
                        LabelSource.dataset(DATASET, label("eu/nl", "*")));

        Verdict verdict = Verdict.onOpening(facts(labels));

        assertThat(((Verdict.Refuses) verdict).clauses())
                .extracting(Clause::source)
                .containsExactly("tenant");
    }

    @Test
    void aFloorOfEvidenceDoesNotBindItsOwner() {
        List<LabelSource> labels =
                List.of(
                        LabelSource.tenant(label("eu", "*")),
                        LabelSource.project(label("eu", "*")),
                        LabelSource.dataset(
                                DATASET,
                                Sample.withEvidence(label("eu/nl", "*"), EvidenceLevel.A3)));

        assertThat(Verdict.onOpening(facts(labels))).isEqualTo(new Verdict.Releases());
    }

    @Test
    void refusesToStartWithoutTheDatasetsLabel() {
        List<LabelSource> labels = labels(Egress.OWNER).subList(0, 2);

        assertThatThrownBy(() -> facts(labels)).isInstanceOf(IllegalArgumentException.class);
    }

    private static OpenFacts facts(List<LabelSource> labels) {
        return new OpenFacts(intent(LATER), true, labels, Sample.home("eu/nl"), false, true, NOW);
    }

    private static List<LabelSource> labels(Egress egress) {
        return List.of(
                LabelSource.tenant(label("eu", "*")),
                LabelSource.project(label("eu", "*")),
                LabelSource.dataset(DATASET, Sample.withEgress(label("eu/nl", "*"), egress)));
    }

    private static OpenIntent intent(Instant notAfter) {
        return new OpenIntent(
                Sample.INTENT,
                Sample.TENANT,
                DATASET,
                new VersionId(Sample.id(7)),
                null,
                "age1unread",
                "research",
                notAfter);
    }
}
