package eu.sluis.custody;

import static eu.sluis.custody.Sample.NOW;
import static eu.sluis.custody.Sample.words;
import static eu.sluis.custody.Sample.zones;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.Custody;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Zone;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final int ROUNDS = 20_000;
    private static final List<String> ZONES =
            List.of("eu", "eu/nl", "eu/nl/ams", "eu/nl/ams-2", "eu/nl2", "eu/ee", "us", "us/eu");
    private static final List<String> LAWS = List.of("*", "NL", "EE", "US");
    private static final List<String> PURPOSES = List.of("*", "care", "research");

    private final Random random = new Random(20_261_124);

    /** Somebody wants to do something somewhere: what a label says yes or no to. */
    private record Wish(
            Zone zone,
            SortedSet<String> laws,
            String purpose,
            EvidenceLevel evidence,
            Custody custody,
            Egress egress,
            Recipients recipients,
            Instant at) {

        /** The page's words, one by one, without any code of custody. */
        boolean allowedBy(Label label) {
            return label.zones().stream().anyMatch(z -> (zone + "/").startsWith(z + "/"))
                    && laws.stream().allMatch(law -> has(label.jurisdictions(), law))
                    && has(label.purposes(), purpose)
                    && evidence.ordinal() >= label.evidence().ordinal()
                    && custody.ordinal() >= label.custody().ordinal()
                    && egress.ordinal() >= label.egress().ordinal()
                    && recipients.ordinal() >= label.recipients().ordinal()
                    && (label.until() == null || at.isBefore(label.until()));
        }

        private static boolean has(SortedSet<String> words, String word) {
            return words.contains("*") || words.contains(word);
        }
    }

    @Test
    void theMeetAllowsExactlyWhatBothSidesAllow() {
        int allowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Label a = label();
            Label b = label();
            Wish wish = wish();

            boolean both = wish.allowedBy(a) && wish.allowedBy(b);

            assertThat(wish.allowedBy(Labels.meet(a, b)))
                    .as("%s of %s and %s", wish, a, b)
                    .isEqualTo(both);
            allowed += both ? 1 : 0;
        }
        assertThat(allowed).as("the loop saw both answers").isBetween(100, ROUNDS - 100);
    }

    @Test
    void judgingLabelByLabelEqualsJudgingTheMeet() {
        int allowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Label a = label();
            Label b = label();
            Wish wish = wish();

            boolean each = allows(wish, LabelSource.tenant(a), LabelSource.project(b));
            boolean meet = allows(wish, LabelSource.tenant(Labels.meet(a, b)));

            assertThat(meet).as("%s of %s and %s", wish, a, b).isEqualTo(each);
            allowed += each ? 1 : 0;
        }
        assertThat(allowed).isBetween(100, ROUNDS - 100);
    }

    private static boolean allows(Wish wish, LabelSource... labels) {
        Place place = new Place("x", wish.zone(), wish.laws(), wish.evidence(), wish.custody());
        return Residency.refusals(List.of(labels), place, wish.purpose(), wish.at()).isEmpty();
    }

    @Test
    void theMeetIsIdempotentCommutativeAndAssociative() {
        for (int round = 0; round < ROUNDS; round++) {
            Label a = label();
            Label b = label();
            Label c = label();

            Label meet = Labels.meet(a, b);

            assertThat(Labels.meet(b, a)).isEqualTo(meet);
            assertThat(Labels.meet(meet, meet)).isEqualTo(meet);
            assertThat(Labels.meet(meet, a)).isEqualTo(meet);
            assertThat(Labels.meet(meet, c)).isEqualTo(Labels.meet(a, Labels.meet(b, c)));
            assertThat(Labels.meet(List.of(c, a, b))).isEqualTo(Labels.meet(meet, c));
        }
    }

    @Test
    void aMeetIsReduced() {
        for (int round = 0; round < ROUNDS; round++) {
            Label meet = Labels.meet(label(), label());

            for (Zone inner : meet.zones()) {
                assertThat(meet.zones())
                        .noneMatch(outer -> !outer.equals(inner) && outer.contains(inner));
            }
            assertThat(meet.jurisdictions().contains("*") && meet.jurisdictions().size() > 1)
                    .isFalse();
        }
    }

    @Test
    void zonesMeetInTheInnerOnes() {
        assertThat(zonesOf(zones("eu"), zones("eu/nl", "us"))).isEqualTo(zones("eu/nl"));
        assertThat(zonesOf(zones("eu/nl", "eu/ee"), zones("eu/nl/ams", "eu/ee")))
                .isEqualTo(zones("eu/ee", "eu/nl/ams"));
        assertThat(zonesOf(zones("eu", "eu/nl"), zones("eu"))).isEqualTo(zones("eu"));
        assertThat(zonesOf(zones("eu/nl"), zones("eu/nl2"))).isEmpty();
    }

    @Test
    void refusesTheMeetOfNothing() {
        assertThatThrownBy(() -> Labels.meet(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SortedSet<Zone> zonesOf(SortedSet<Zone> a, SortedSet<Zone> b) {
        return Labels.meet(inZones(a), inZones(b)).zones();
    }

    private static Label inZones(SortedSet<Zone> zones) {
        return new Label(
                zones,
                words("*"),
                words("*"),
                EvidenceLevel.A0,
                Custody.MANAGED,
                Egress.OWNER,
                Recipients.HYBRID,
                null);
    }

    private Label label() {
        return new Label(
                zones(some(ZONES).toArray(String[]::new)),
                some(LAWS),
                some(PURPOSES),
                any(EvidenceLevel.values()),
                any(Custody.values()),
                any(Egress.values()),
                any(Recipients.values()),
                until());
    }

    private Wish wish() {
        SortedSet<String> laws = some(LAWS);
        laws.remove("*");
        laws.add("NL");
        return new Wish(
                new Zone(any(ZONES.toArray(String[]::new))),
                laws,
                random.nextBoolean() ? "care" : "research",
                strict(EvidenceLevel.values()),
                strict(Custody.values()),
                strict(Egress.values()),
                strict(Recipients.values()),
                NOW.plusSeconds(random.nextInt(4)));
    }

    private SortedSet<String> some(List<String> all) {
        SortedSet<String> some = new TreeSet<>();
        all.stream().filter(word -> random.nextInt(3) > 0).forEach(some::add);
        return some;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Mostly the strictest, else hardly a wish would be allowed. */
    private <T> T strict(T[] values) {
        return random.nextInt(4) > 0 ? values[values.length - 1] : any(values);
    }

    private @Nullable Instant until() {
        return random.nextBoolean() ? null : NOW.plusSeconds(random.nextInt(4));
    }
}
