package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityFileTest {

    private static final Supplier<byte[]> NOT_ASKED =
            () -> {
                throw new AssertionError("a plain file needs no passphrase");
            };

    private final Identity hybrid = Identity.generate();
    private final Identity classic = Identity.generateX25519();

    @Test
    void readsWhatItWrote() throws OpenFailure {
        byte[] text = IdentityFile.text(hybrid, Instant.parse("2026-01-02T03:04:05.678Z"));

        assertThat(recipients(text)).containsExactly(hybrid.recipient());
        assertThat(new String(text, StandardCharsets.US_ASCII).lines())
                .containsExactly(
                        "# created: 2026-01-02T03:04:05Z",
                        "# public key: " + hybrid.recipient(),
                        secret(hybrid));
    }

    @Test
    void readsIdentitiesAmongCommentsEmptyLinesAndAnyLineEnds() throws OpenFailure {
        String text = "# mine\r\n\r\n" + secret(hybrid) + "\r\n\n#\n" + secret(classic);

        assertThat(recipients(bytes(text)))
                .containsExactly(hybrid.recipient(), classic.recipient());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing\n", "hello\n", " #\n", "AGE-SECRET-KEY-1XYZ\n"})
    void refusesATextThatIsNoIdentityFile(String text) {
        assertThatThrownBy(() -> IdentityFile.read(bytes(text), NOT_ASKED))
                .isInstanceOf(InvalidValue.class)
                .hasMessageNotContaining("XYZ");
    }

    @Test
    void refusesAnIdentityWithAnythingBesideItOnItsLine() {
        for (String line : List.of(" " + secret(hybrid), secret(hybrid) + " # mine")) {
            assertThatThrownBy(() -> IdentityFile.read(bytes(line), NOT_ASKED))
                    .isInstanceOf(InvalidValue.class)
                    .hasMessageNotContaining(secret(hybrid));
        }
    }

    @Test
    void refusesAFileBeyondItsLimit() {
        byte[] text = bytes("#".repeat(IdentityFile.MAX_BYTES) + "\n");

        assertThatThrownBy(() -> IdentityFile.read(text, NOT_ASKED))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void asksForThePassphraseOfASealedFileAndWipesIt() throws IOException {
        byte[] text = IdentityFile.text(hybrid, Instant.EPOCH);
        byte[] given = bytes("correct horse");

        byte[] sealed = IdentityFile.sealed(text, bytes("correct horse"));

        assertThat(new String(sealed, StandardCharsets.US_ASCII)).startsWith("-----BEGIN AGE");
        List<Identity> read = IdentityFile.read(sealed, () -> given);
        assertThat(read.getFirst().recipient()).isEqualTo(hybrid.recipient());
        assertThat(given).containsOnly(0);
    }

    @Test
    void opensASealedFileInBinaryToo() throws IOException {
        byte[] sealed = cheaplySealed("one\n".replace("one", secret(classic)));

        assertThat(IdentityFile.read(sealed, () -> bytes("words")).getFirst().recipient())
                .isEqualTo(classic.recipient());
    }

    @Test
    void refusesAnotherPassphraseAndAFileSealedToAKey() throws IOException {
        byte[] sealed = cheaplySealed(secret(classic));
        byte[] toAKey = AgeTest.seal(bytes(secret(classic)), hybrid.recipient());

        for (byte[] file : List.of(sealed, toAKey)) {
            assertThatThrownBy(() -> IdentityFile.read(file, () -> bytes("other words")))
                    .isInstanceOfSatisfying(
                            OpenFailure.class,
                            e -> assertThat(e.reason()).isEqualTo(OpenFailure.Reason.NO_MATCH));
        }
    }

    @Test
    void refusesASealedFileThatHoldsNoIdentity() throws IOException {
        byte[] sealed = cheaplySealed("hello\n");

        assertThatThrownBy(() -> IdentityFile.read(sealed, () -> bytes("words")))
                .isInstanceOf(InvalidValue.class);
    }

    private static byte[] cheaplySealed(String text) throws IOException {
        Passphrase words = Passphrase.takeOwnershipOf(bytes("words"));
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        Age.seal(
                new ByteArrayInputStream(bytes(text)),
                sealed,
                List.of(new PassphraseRecipient(words, 10)));
        return sealed.toByteArray();
    }

    private static List<Recipient> recipients(byte[] file) throws OpenFailure {
        return IdentityFile.read(file, NOT_ASKED).stream().map(Identity::recipient).toList();
    }

    private static String secret(Identity identity) {
        return new String(identity.secret(SecretAccess.REVEAL), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
