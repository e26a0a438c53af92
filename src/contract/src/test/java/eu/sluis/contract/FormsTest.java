package eu.sluis.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {

    private static final String KEY =
            "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @Test
    void aZoneContainsItselfAndWhatLiesBelow() {
        Zone nl = new Zone("eu/nl");

        assertThat(nl.contains(nl)).isTrue();
        assertThat(nl.contains(new Zone("eu/nl/ams"))).isTrue();
        assertThat(nl.contains(new Zone("eu"))).isFalse();
        assertThat(nl.contains(new Zone("eu/nl2"))).isFalse();
        assertThat(nl.contains(new Zone("eu/n"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/eu",
                "eu/",
                "eu//nl",
                "EU",
                "eu/NL",
                "eu/nl\n",
                "eu/\u0000nl",
                "eu/..",
                "eu/.",
                "eu/-nl",
                "eu nl",
                "\u0435u",
                "eu/nl\u202e",
                "eu\u2044nl",
                "\uff45u",
                "*",
                "eu/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "a/b/c/d/e/f/g/h/i"
            })
    void refusesWhatIsNoZone(String path) {
        assertThatThrownBy(() -> new Zone(path)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NL", "nl\n", "1nl", "-nl", "n_l", "n\u0131", "nl/x", "../nl"})
    void refusesWhatIsNoSiteName(String name) {
        assertThatThrownBy(() -> new SiteName(name)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aDigestIsWrittenInOneWay() {
        Digest digest = Digest.of(new byte[0]);

        assertThat(digest.text())
                .isEqualTo(
                        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Digest.ofRaw(digest.raw())).isEqualTo(digest);
        refusesDigest(digest.text().toUpperCase(Locale.ROOT));
        refusesDigest(digest.text().substring(7));
        refusesDigest(digest.text() + "\n");
        refusesDigest(digest.text().substring(0, 70));
        refusesDigest(digest.text().replace("sha256", "sha512"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0190F3A0-0000-4000-8000-000000000000",
                "190f3a0-0-4000-8000-0",
                "{0190f3a0-0000-4000-8000-000000000000}",
                "0190f3a0-0000-4000-8000-000000000000\n",
                "0190f3a0000040008000000000000000",
                "../0190f3a0-0000-4000-8000-00000000"
            })
    void refusesOtherSpellingsOfAnIdentifier(String text) {
        assertThatThrownBy(() -> JobId.of(text)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> TenantId.of(text)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aPublicKeyIsWrittenInOneWay() {
        byte[] rsa = Base64.getDecoder().decode(KEY);
        rsa[8]++;

        assertThat(new PublicKey(KEY).encoded()).hasSize(44);
        refusesKey(KEY.substring(0, KEY.length() - 1));
        refusesKey(KEY + "\n");
        refusesKey(" " + KEY);
        refusesKey(KEY.replace('/', '_'));
        refusesKey(KEY.replace("URo=", "URp="));
        refusesKey(Base64.getEncoder().encodeToString(new byte[44]));
        refusesKey(Base64.getEncoder().encodeToString(rsa));
        refusesKey("");
    }

    @Test
    void aSignedHasSixtyFourBytesOfSignatureAndAtMostAMebibyte() {
        byte[] document = {'{', '}'};

        assertThatThrownBy(() -> new Signed(document, new byte[63]))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Signed(new byte[0], new byte[64]))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new Signed(new byte[(1 << 20) + 1], new byte[64]))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void aSignedKeepsItsBytesToItself() {
        byte[] document = {'{', '}'};
        Signed signed = new Signed(document, new byte[64]);

        document[0] = 'x';
        signed.document()[0] = 'x';

        assertThat(signed.document()).containsExactly('{', '}');
    }

    @Test
    void aLabelTakesLawsAndPurposesOfOneFormOrTheStar() {
        label("NL", "care");
        label("*", "*");

        refusesLabel("nl", "care");
        refusesLabel("NLD", "care");
        refusesLabel("NL", "Care");
        refusesLabel("NL", "care\n");
        refusesLabel("NL", "**");
        refusesLabel("\u041d\u041b", "care");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "Care", "care\n", "-care", "care and more", "c\u0430re"})
    void refusesAPurposeThatIsNotOneWord(String purpose) {
        assertThatThrownBy(() -> Require.purpose(purpose)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void equalLabelsHaveEqualDigests() {
        assertThat(label("NL", "care").digest()).isEqualTo(label("NL", "care").digest());
        assertThat(label("NL", "care").digest()).isNotEqualTo(label("EE", "care").digest());
    }

    private static Label label(String law, String purpose) {
        return new Label(
                new TreeSet<>(Set.of(new Zone("eu"))),
                new TreeSet<>(Set.of(law)),
                new TreeSet<>(Set.of(purpose)),
                EvidenceLevel.A0,
                Custody.MANAGED,
                Egress.OWNER,
                Recipients.HYBRID,
                null);
    }

    private static void refusesLabel(String law, String purpose) {
        assertThatThrownBy(() -> label(law, purpose)).isInstanceOf(InvalidValue.class);
    }

    private static void refusesDigest(String text) {
        assertThatThrownBy(() -> new Digest(text)).isInstanceOf(InvalidValue.class);
    }

    private static void refusesKey(String base64) {
        assertThatThrownBy(() -> new PublicKey(base64)).isInstanceOf(InvalidValue.class);
    }
}
