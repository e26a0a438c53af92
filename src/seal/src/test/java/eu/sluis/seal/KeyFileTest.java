package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.InvalidValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyFileTest {

    private final Identity dataset = Identity.generate();
    private final Identity slot = Identity.generate();
    private final Identity version = Identity.generate();
    private final Identity earlier = Identity.generate();
    private final byte[] keyFile = KeyFile.seal(List.of(version, earlier), dataset.recipient());

    @Test
    void holdsTheIdentitiesInTheirOrder() throws OpenFailure {
        List<Identity> opened = KeyFile.open(keyFile, dataset);

        assertThat(opened)
                .extracting(Identity::recipient)
                .containsExactly(version.recipient(), earlier.recipient());
    }

    @Test
    void isAnAgeIdentityFileWithALinePerIdentity() throws IOException {
        byte[] text = AgeTest.open(keyFile, dataset);

        String expected = secret(version) + "\n" + secret(earlier) + "\n";
        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo(expected);
    }

    @Test
    void readdressingChangesTheHeaderOnly() throws OpenFailure {
        byte[] moved = KeyFile.readdress(keyFile, dataset, slot.recipient());

        assertThat(payload(moved)).isEqualTo(payload(keyFile));
        assertThat(Age.inspect(moved).isForOne(AgeShape.HYBRID)).isTrue();
        assertThat(KeyFile.open(moved, slot).getFirst().recipient()).isEqualTo(version.recipient());
    }

    @Test
    void aReaddressedKeyFileNoLongerOpensForTheDataset() throws OpenFailure {
        byte[] moved = KeyFile.readdress(keyFile, dataset, slot.recipient());

        refuses(() -> KeyFile.open(moved, dataset), OpenFailure.Reason.NO_MATCH);
    }

    @Test
    void refusesToReaddressWithAnotherIdentity() {
        refuses(
                () -> KeyFile.readdress(keyFile, slot, slot.recipient()),
                OpenFailure.Reason.NO_MATCH);
    }

    @Test
    void refusesAKeyFileWithTwoStanzas() throws IOException {
        byte[] two =
                AgeTest.seal(
                        (secret(version) + "\n").getBytes(StandardCharsets.US_ASCII),
                        dataset.recipient(),
                        slot.recipient());

        refuses(() -> KeyFile.open(two, dataset), OpenFailure.Reason.HEADER);
        refuses(() -> KeyFile.readdress(two, dataset, slot.recipient()), OpenFailure.Reason.HEADER);
    }

    @Test
    void refusesToReaddressAHeaderWhoseMacWasChanged() throws OpenFailure {
        byte[] changed = keyFile.clone();
        int mac = Age.inspect(keyFile).headerBytes() - 20;
        changed[mac] = (byte) (changed[mac] == 'A' ? 'B' : 'A');

        refuses(
                () -> KeyFile.readdress(changed, dataset, slot.recipient()),
                OpenFailure.Reason.HMAC);
    }

    /**
     * The MAC is checked before anything is made of the header, so that a changed one moves
     * nowhere.
     */
    @Test
    void refusesToReaddressAHeaderWithAnyByteChanged() throws OpenFailure {
        int header = Age.inspect(keyFile).headerBytes();

        for (int at = 0; at < header; at++) {
            byte[] changed = keyFile.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> KeyFile.readdress(changed, dataset, slot.recipient()))
                    .isInstanceOf(OpenFailure.class);
        }
    }

    @Test
    void refusesToReaddressAnyOtherNumberOrTypeOfStanzas() throws IOException {
        Identity phrase = phrase();
        byte[] toAPhrase = AgeTest.seal(new byte[80], new PassphraseRecipient(words(phrase), 3));
        String unknown = "age-encryption.org/v1\n-> other\n\n--- " + "A".repeat(43) + "\n";
        byte[] other = Arrays.copyOf(unknown.getBytes(StandardCharsets.US_ASCII), 500);

        for (byte[] file : List.of(toAPhrase, other)) {
            refuses(
                    () -> KeyFile.readdress(file, dataset, slot.recipient()),
                    OpenFailure.Reason.HEADER);
            refuses(
                    () -> KeyFile.readdress(file, phrase, slot.recipient()),
                    OpenFailure.Reason.HEADER);
        }
    }

    @Test
    void readdressesFromClassicToEither() throws OpenFailure {
        Identity classic = Identity.generateX25519();
        byte[] old = KeyFile.seal(List.of(version), classic.recipient());

        for (Identity to : List.of(slot, Identity.generateX25519())) {
            byte[] moved = KeyFile.readdress(old, classic, to.recipient());
            assertThat(KeyFile.open(moved, to)).hasSize(1);
            assertThat(payload(moved)).isEqualTo(payload(old));
        }
    }

    @Test
    void refusesAKeyFileBeyondItsLimit() {
        byte[] large = Arrays.copyOf(keyFile, KeyFile.MAX_BYTES + 1);
        List<Identity> many = Collections.nCopies(14_000, version);

        refuses(() -> KeyFile.open(large, dataset), OpenFailure.Reason.HEADER);
        refuses(
                () -> KeyFile.readdress(large, dataset, slot.recipient()),
                OpenFailure.Reason.HEADER);
        assertThatThrownBy(() -> KeyFile.seal(many, dataset.recipient()))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesToReaddressAPayloadOfAnImpossibleLength() throws OpenFailure {
        byte[] cut = Arrays.copyOf(keyFile, Age.inspect(keyFile).headerBytes() + 31);

        refuses(
                () -> KeyFile.readdress(cut, dataset, slot.recipient()),
                OpenFailure.Reason.PAYLOAD);
    }

    @Test
    void refusesToReaddressFromHybridToClassic() {
        Recipient classic = Identity.generateX25519().recipient();

        assertThatThrownBy(() -> KeyFile.readdress(keyFile, dataset, classic))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesPassphrases() throws IOException {
        Identity phrase = phrase();
        byte[] sealed =
                AgeTest.seal(
                        (secret(version) + "\n").getBytes(StandardCharsets.US_ASCII),
                        phrase.recipient());

        refuses(() -> KeyFile.open(sealed, phrase), OpenFailure.Reason.HEADER);
        assertThatThrownBy(() -> KeyFile.seal(List.of(phrase), dataset.recipient()))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> KeyFile.seal(List.of(version), phrase.recipient()))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> KeyFile.readdress(keyFile, dataset, phrase.recipient()))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesAnythingButIdentitiesLineByLine() throws IOException {
        String line = secret(version);
        List<String> texts =
                List.of(
                        "",
                        "\n",
                        line,
                        line + "\n" + line,
                        line + "\n\n",
                        "# " + line + "\n",
                        line + "\r\n",
                        " " + line);

        for (String text : texts) {
            byte[] sealed =
                    AgeTest.seal(text.getBytes(StandardCharsets.US_ASCII), dataset.recipient());
            refuses(() -> KeyFile.open(sealed, dataset), OpenFailure.Reason.PAYLOAD);
        }
    }

    @Test
    void refusesAKeyFileCutAtAChunkBorder() throws IOException {
        String lines = (secret(version) + "\n").repeat(2000);
        byte[] sealed =
                AgeTest.seal(lines.getBytes(StandardCharsets.US_ASCII), dataset.recipient());
        int border = Age.inspect(sealed).headerBytes() + 16 + 65_552;

        refuses(
                () -> KeyFile.open(Arrays.copyOf(sealed, border), dataset),
                OpenFailure.Reason.PAYLOAD);
    }

    @Test
    void refusesToSealNoIdentity() {
        assertThatThrownBy(() -> KeyFile.seal(List.of(), dataset.recipient()))
                .isInstanceOf(InvalidValue.class);
    }

    private static Identity phrase() {
        return new PassphraseIdentity(Passphrase.takeOwnershipOf(new byte[] {'x'}));
    }

    private static Passphrase words(Identity phrase) {
        return ((PassphraseIdentity) phrase).passphrase();
    }

    private static String secret(Identity identity) {
        return new String(identity.secret(SecretAccess.REVEAL), StandardCharsets.US_ASCII);
    }

    private static byte[] payload(byte[] file) throws OpenFailure {
        return Arrays.copyOfRange(file, Age.inspect(file).headerBytes(), file.length);
    }

    private static void refuses(ThrowingCallable act, OpenFailure.Reason reason) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        OpenFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }
}
