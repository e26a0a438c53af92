package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A user's identity file, as {@code age-keygen} writes it and {@code age -i} reads it: identities,
 * one a line, among comments and empty lines; plain, or itself sealed to a passphrase.
 *
 * <p>Source: src/docs/formats/seal.md, section Identity file.
 */
public final class IdentityFile {

    /** The most bytes that an identity file may have. */
    public static final int MAX_BYTES = 1 << 20;

    private static final String SEALED = "age-encryption";
    private static final String ARMORED = "-----BEGIN AGE";

    private IdentityFile() {}

    /**
     * The identities in a file, which the caller closes; the caller also wipes {@code file}.
     *
     * @param passphrase is asked once, and only if the file is sealed; what it yields is wiped
     * @throws InvalidValue if the text is no identity file, or there are more than {@link
     *     #MAX_BYTES}; the message never repeats the text
     * @throws OpenFailure if the file is sealed and does not open with the passphrase
     */
    public static List<Identity> read(byte[] file, Supplier<byte[]> passphrase) throws OpenFailure {
        if (file.length > MAX_BYTES) {
            throw new InvalidValue("an identity file has at most " + MAX_BYTES + " bytes");
        }
        if (!Bech32.startsWith(file, SEALED) && !Bech32.startsWith(file, ARMORED)) {
            return identities(file);
        }
        byte[] text = unsealed(file, passphrase.get());
        try {
            return identities(text);
        } finally {
            Secrets.wipe(text);
        }
    }

    /**
     * The text of a file with one identity, with its recipient and the time as comments, in a fresh
     * array that the caller wipes.
     */
    public static byte[] text(Identity identity, Instant created) {
        String comments =
                "# created: %s\n# public key: %s\n"
                        .formatted(created.truncatedTo(ChronoUnit.SECONDS), identity.recipient());
        byte[] line = IdentityText.write(List.of(identity));
        try {
            return Secrets.join(comments.getBytes(StandardCharsets.US_ASCII), line);
        } finally {
            Secrets.wipe(line);
        }
    }

    /**
     * The file that holds {@code text}, sealed to a passphrase and armored; the caller wipes both.
     * Limit: who has the file can try passphrases, each at the cost of about a second and 256 MiB.
     *
     * @throws InvalidValue if {@code passphrase} is empty
     */
    public static byte[] sealed(byte[] text, byte[] passphrase) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Identity words = Identity.ofPassphrase(passphrase);
                OutputStream armored = Armor.writing(file)) {
            Age.seal(new ByteArrayInputStream(text), armored, List.of(words.recipient()));
        } catch (IOException e) {
            throw new IllegalStateException("writing an array does no I/O", e);
        }
        return file.toByteArray();
    }

    private static byte[] unsealed(byte[] file, byte[] passphrase) throws OpenFailure {
        try (Identity words = Identity.ofPassphrase(passphrase);
                InputStream binary = Armor.readingIfArmored(new ByteArrayInputStream(file));
                InputStream text = Age.opening(binary, List.of(words))) {
            return text.readAllBytes();
        } catch (OpenFailure e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        } finally {
            Secrets.wipe(passphrase);
        }
    }

    private static List<Identity> identities(byte[] text) {
        List<Identity> identities = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= text.length; end++) {
            if (end == text.length || text[end] == '\n') {
                boolean carriageReturn = end > start && text[end - 1] == '\r';
                addIdentity(
                        Arrays.copyOfRange(text, start, carriageReturn ? end - 1 : end),
                        identities);
                start = end + 1;
            }
        }
        if (identities.isEmpty()) {
            throw new InvalidValue("an identity file must hold an identity");
        }
        return List.copyOf(identities);
    }

    private static void addIdentity(byte[] line, List<Identity> identities) {
        try {
            if (line.length > 0 && line[0] != '#') {
                identities.add(Identity.parse(line));
            }
        } finally {
            Secrets.wipe(line);
        }
    }
}
