package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private static final String CLASSIC =
            "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
    private static final String HYBRID =
            "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";

    static List<Identity> identities() {
        return List.of(Identity.generate(), Identity.generateX25519());
    }

    @Test
    void derivesTheClassicRecipientOfTheSpecification() {
        Identity identity = Identity.parse(CLASSIC);

        assertThat(identity.recipient())
                .hasToString("age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj");
        assertThat(identity.recipient().postQuantum()).isFalse();
    }

    @Test
    void derivesTheHybridRecipientOfTheSpecification() {
        Identity identity = Identity.parse(HYBRID);

        String text = identity.recipient().toString();
        assertThat(text)
                .startsWith("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87pzf5")
                .endsWith("yzk3tlhl53k2ykx3qheyty7saeq0d3fzv49zc0k");
        assertThat(Digest.of(text.getBytes(StandardCharsets.US_ASCII)))
                .hasToString(
                        "sha256:a091dd7e0ee9d62b75173dcc98441a0424baa941e66a8776e570a4ae60ff61ea");
        assertThat(identity.recipient().postQuantum()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("identities")
    void readsBackItsOwnTexts(Identity identity) {
        byte[] secret = identity.secret(SecretAccess.REVEAL);

        assertThat(Identity.parse(secret).recipient()).isEqualTo(identity.recipient());
        assertThat(Recipient.parse(identity.recipient().toString()))
                .isEqualTo(identity.recipient());
    }

    @ParameterizedTest
    @MethodSource("identities")
    void showsNoSecretInItsText(Identity identity) {
        String secret = new String(identity.secret(SecretAccess.REVEAL), StandardCharsets.US_ASCII);

        assertThat(identity.toString()).doesNotContain("AGE-SECRET-KEY").doesNotContain(secret);
        assertThat(Identity.ofPassphrase(new byte[] {'z', 'q'}).toString()).doesNotContain("zq");
        assertThat(Identity.ofPassphrase(new byte[] {'z', 'q'}).recipient().toString())
                .doesNotContain("zq");
    }

    @Test
    void saysWhoseItIsAndNoMore() {
        Identity identity = Identity.generateX25519();
        Identity phrase = Identity.ofPassphrase(new byte[] {'z'});

        assertThat(identity).hasToString("Identity[" + identity.recipient() + "]");
        assertThat(Identity.parse(HYBRID).toString()).startsWith("Identity[age1pq1");
        assertThat(phrase).hasToString("Identity[passphrase]");
        assertThat(phrase.recipient()).hasToString("passphrase");
        assertThat(WrappingKey.generate()).hasToString("WrappingKey[secret]");
        assertThat(SecretKeyBytes.takeOwnershipOf(new byte[1])).hasToString("(secret)");
        assertThat(SigningKey.generate().toString()).startsWith("SigningKey[");
    }

    /** A passphrase has no public half, so a quantum computer gains nothing there. */
    @Test
    void aPassphraseIsRevealedAndWipedLikeAnyKey() {
        byte[] words = "correct horse".getBytes(StandardCharsets.UTF_8);
        Identity phrase = Identity.ofPassphrase(words);

        assertThat(phrase.recipient().postQuantum()).isTrue();
        assertThat(phrase.secret(SecretAccess.REVEAL)).isEqualTo(words);
        phrase.close();

        assertThatThrownBy(() -> phrase.secret(SecretAccess.REVEAL))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Identity.ofPassphrase(new byte[0]))
                .isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @MethodSource("identities")
    void opensNothingAfterClose(Identity identity) throws Exception {
        byte[] sealed = AgeTest.seal(new byte[1], identity.recipient());

        identity.close();

        assertThatThrownBy(() -> identity.secret(SecretAccess.REVEAL))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> AgeTest.open(sealed, identity))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {CLASSIC, HYBRID})
    void refusesAnIdentityWithAnyCharacterChanged(String text) {
        for (int at = 0; at < text.length(); at++) {
            char other = text.charAt(at) == 'Q' ? 'P' : 'Q';
            String changed = text.substring(0, at) + other + text.substring(at + 1);
            refusesIdentity(changed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CLASSIC, HYBRID})
    void refusesAnIdentityInAnyOtherForm(String text) {
        refusesIdentity("");
        refusesIdentity("AGE-SECRET-KEY-1");
        refusesIdentity(text.toLowerCase(Locale.ROOT));
        refusesIdentity(text.substring(0, 30) + text.substring(30).toLowerCase(Locale.ROOT));
        refusesIdentity(text + "\n");
        refusesIdentity(" " + text);
        refusesIdentity(text + "Q");
    }

    @Test
    void readsARecipientsFileWithItsComments() {
        String hybrid = Identity.generate().recipient().toString();
        String classic = Identity.generateX25519().recipient().toString();

        assertThat(Recipient.parseAll("# ours\r\n" + hybrid + "\r\n\n" + classic))
                .extracting(Recipient::toString)
                .containsExactly(hybrid, classic);
        for (String file : List.of("", "# none\n", hybrid + "\nx\n", " " + hybrid)) {
            assertThatThrownBy(() -> Recipient.parseAll(file)).isInstanceOf(InvalidValue.class);
        }
    }

    @Test
    void refusesRecipientsThatAreNone() {
        String classic = Identity.generateX25519().recipient().toString();
        String hybrid = Identity.generate().recipient().toString();

        refusesRecipient("");
        refusesRecipient("age1");
        refusesRecipient("age1pq1");
        refusesRecipient("ssh-ed25519 AAAA");
        refusesRecipient(CLASSIC);
        refusesRecipient(classic.toUpperCase(Locale.ROOT));
        refusesRecipient(classic + "q");
        refusesRecipient(classic + "\u00e9");
        refusesRecipient(hybrid.substring(0, hybrid.length() - 1));
        refusesRecipient(encoded("age1pq", new byte[1215]));
        refusesRecipient(encoded("age", new byte[31]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void refusesRecipientsOfLowOrder(String point) {
        byte[] low = HexFormat.of().parseHex(point);
        byte[] hybrid = HybridKem.publicKey(new byte[32]);
        System.arraycopy(low, 0, hybrid, 1184, 32);

        refusesRecipient(encoded("age", low));
        refusesRecipient(encoded("age1pq", hybrid));
    }

    @Test
    void refusesAHybridRecipientWithACoefficientBeyondTheModulus() {
        byte[] key = HybridKem.publicKey(new byte[32]);
        for (int at : new int[] {0, 1, 1149, 1150}) {
            byte[] changed = key.clone();
            changed[at] = (byte) 0xff;
            changed[at + 1] = (byte) 0xff;
            refusesRecipient(encoded("age1pq", changed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"age1lae6aamz", "age1luqrr2q7m"})
    void refusesBech32WithPaddingThatIsSetOrTooLong(String text) {
        assertThat(Bech32.decode("age", ascii("age1luyvfgxs"))).containsExactly(0xff);

        assertThatThrownBy(() -> Bech32.decode("age", ascii(text)))
                .isInstanceOf(InvalidValue.class);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String encoded(String prefix, byte[] key) {
        return new String(Bech32.encode(prefix, key), StandardCharsets.US_ASCII);
    }

    private static void refusesIdentity(String text) {
        assertThatThrownBy(() -> Identity.parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageNotContaining(text.isEmpty() ? "\0" : text);
    }

    private static void refusesRecipient(String text) {
        assertThatThrownBy(() -> Recipient.parse(text)).isInstanceOf(InvalidValue.class);
    }
}
