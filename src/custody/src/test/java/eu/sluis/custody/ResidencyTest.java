package eu.sluis.custody;

import static eu.sluis.custody.Sample.DATASET;
import static eu.sluis.custody.Sample.NOW;
import static eu.sluis.custody.Sample.label;
import static eu.sluis.custody.Sample.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Custody;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Zone;
import eu.sluis.contract.document.SiteStatement;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class ResidencyTest {

    private static final Instant NEXT_YEAR = Instant.parse("2027-11-24T08:00:00Z");

    private final Label strict =
            new Label(
                    Sample.zones("eu/nl"),
                    words("NL"),
                    words("care"),
                    EvidenceLevel.A1,
                    Custody.TENANT,
                    Egress.OWNER,
                    Recipients.HYBRID,
                    NOW);

    @Test
    void allowsAPlaceWithinTheZoneUnderTheLaw() {
        List<LabelSource> labels = List.of(LabelSource.tenant(label("eu", "NL")));

        assertThat(at("eu", labels, "NL")).isEmpty();
        assertThat(at("eu/nl/ams", labels, "NL")).isEmpty();
    }

    @Test
    void namesTheSourceTheClauseAndBothSides() {
        List<LabelSource> labels =
                List.of(
                        LabelSource.tenant(label("eu", "*")),
                        LabelSource.dataset(DATASET, label("eu/nl", "*")));

        List<Clause> refusing = at("eu/ee", labels, "EE");

        assertThat(refusing)
                .containsExactly(
                        new Clause(
                                "dataset " + DATASET,
                                "zones",
                                "dataset " + DATASET + " allows zones eu/nl; site x is in eu/ee"));
    }

    @Test
    void refusesALookAlikeOfAZone() {
        List<LabelSource> labels = List.of(LabelSource.tenant(label("eu/nl", "*")));

        assertThat(clauses(at("eu/nl2", labels, "NL"))).containsExactly("zones");
        assertThat(clauses(at("eu", labels, "NL"))).containsExactly("zones");
        assertThat(clauses(at("us/eu/nl", labels, "NL"))).containsExactly("zones");
    }

    @Test
    void demandsThatEachLawIsAllowed() {
        List<LabelSource> labels = List.of(LabelSource.tenant(label("eu", "NL", "DE")));

        assertThat(at("eu", labels, "NL", "DE")).isEmpty();
        assertThat(clauses(at("eu", labels, "NL", "US"))).containsExactly("jurisdictions");
    }

    @Test
    void refusesAPlaceUnderNoLaw() {
        assertThatThrownBy(() -> place("eu", words())).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesWithEachClauseOfItsOwn() {
        Place place = place("eu/ee", words("EE"));

        List<Clause> refusing =
                Residency.refusals(List.of(LabelSource.tenant(strict)), place, "research", NOW);

        assertThat(clauses(refusing))
                .containsExactly(
                        "zones", "jurisdictions", "evidence", "custody", "purposes", "until");
    }

    @Test
    void anEmptySetAllowsNothing() {
        Label nothing =
                new Label(
                        Sample.zones(),
                        words(),
                        words(),
                        EvidenceLevel.A0,
                        Custody.MANAGED,
                        Egress.OWNER,
                        Recipients.HYBRID,
                        null);

        List<Clause> refusing = at("eu", List.of(LabelSource.tenant(nothing)), "NL");

        assertThat(clauses(refusing)).containsExactly("zones", "jurisdictions", "purposes");
    }

    @Test
    void refusesToJudgeWithoutALabel() {
        assertThatThrownBy(() -> at("eu", List.of(), "NL"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSingleClauseIsDecisive() {
        List<LabelSource> labels =
                List.of(
                        LabelSource.tenant(label("eu", "*")),
                        LabelSource.dataset(DATASET, label("eu/nl", "*")));

        List<Clause> refusing = at("eu/ee", labels, "EE");

        assertThat(Residency.decisive(refusing)).isEqualTo(refusing);
    }

    @Test
    void ofTwoClausesNoneIsDecisive() {
        List<LabelSource> twoLabels =
                List.of(
                        LabelSource.tenant(label("eu/nl", "*")),
                        LabelSource.dataset(DATASET, label("eu/nl", "*")));
        List<LabelSource> twoClauses = List.of(LabelSource.tenant(label("eu/nl", "NL")));

        assertThat(Residency.decisive(at("eu/ee", twoLabels, "EE"))).isEmpty();
        assertThat(Residency.decisive(at("eu/ee", twoClauses, "EE"))).isEmpty();
        assertThat(Residency.decisive(List.of())).isEmpty();
    }

    @Test
    void aSiteIsJudgedWithTheHomeAndItsStatementsEnd() {
        SiteStatement lapsed = Sample.site("eu/nl", NOW);
        LabelSource asked = LabelSource.intent(Sample.intent(NEXT_YEAR));

        List<Clause> refusing =
                Residency.atSite(
                        Sample.labels(), asked, lapsed, Sample.home("eu/ee"), "research", NOW);

        assertThat(refusing)
                .extracting(Clause::source)
                .containsExactly("dataset " + DATASET, "dataset " + Sample.CASE, "site nl");
        assertThat(refusing).extracting(Clause::reason).first().asString().contains("home is in");
    }

    @Test
    void whatTheAuthorAsksBindsTheSiteAndNotTheHome() {
        SiteStatement site = Sample.site("eu/nl", NEXT_YEAR);
        List<LabelSource> labels = List.of(LabelSource.tenant(label("eu", "*")));
        LabelSource elsewhere = new LabelSource("intent", label("eu/ee", "*"));
        LabelSource here = new LabelSource("intent", label("eu/nl", "*"));

        assertThat(Residency.atSite(labels, here, site, Sample.home("eu/ee"), "research", NOW))
                .isEmpty();
        assertThat(Residency.atSite(labels, elsewhere, site, Sample.home("eu/ee"), "research", NOW))
                .extracting(Clause::source)
                .containsExactly("intent");
    }

    @Test
    void oneClauseThatRefusesSiteAndHomeAlikeIsDecisive() {
        SiteStatement site = Sample.site("eu/ee", NEXT_YEAR);
        List<LabelSource> labels =
                List.of(
                        LabelSource.tenant(label("eu", "*")),
                        LabelSource.dataset(DATASET, label("eu/nl", "*")));
        LabelSource asked = LabelSource.intent(Sample.intent(NEXT_YEAR));

        List<Clause> refusing =
                Residency.atSite(labels, asked, site, Sample.home("eu/de"), "research", NOW);

        assertThat(clauses(refusing)).containsExactly("zones", "zones");
        assertThat(Residency.decisive(refusing)).containsExactly(refusing.getFirst());
    }

    private static List<Clause> at(String zone, List<LabelSource> labels, String... laws) {
        return Residency.refusals(labels, place(zone, words(laws)), "research", NOW);
    }

    private static Place place(String zone, SortedSet<String> laws) {
        return new Place("site x", new Zone(zone), laws, EvidenceLevel.A0, Custody.MANAGED);
    }

    private static List<String> clauses(List<Clause> refusing) {
        return refusing.stream().map(Clause::clause).toList();
    }
}
