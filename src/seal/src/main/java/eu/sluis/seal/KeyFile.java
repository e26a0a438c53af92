package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * The key file of a version: an age identity file with one line for each identity that the
 * version's objects need, sealed to exactly one recipient. Source: src/docs/formats/seal.md.
 */
public final class KeyFile {

    /** The most bytes that a key file may have. */
    public static final int MAX_BYTES = 1 << 20;

    private KeyFile() {}

    /**
     * Seals the text of {@code identities}, in their order, to {@code dataset}.
     *
     * @throws InvalidValue if there is no identity, or too many for {@link #MAX_BYTES}, or if one
     *     of them or {@code dataset} is a passphrase
     */
    public static byte[] seal(List<Identity> identities, Recipient dataset) {
        requireKey(dataset);
        identities.forEach(identity -> requireKey(identity.recipient()));
        byte[] text = IdentityText.write(identities);
        try {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            Age.seal(new ByteArrayInputStream(text), sealed, List.of(dataset));
            if (identities.isEmpty() || sealed.size() > MAX_BYTES) {
                throw new InvalidValue(
                        "a key file holds 1 identity to as many as go into "
                                + MAX_BYTES
                                + " bytes");
            }
            return sealed.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing an array does no I/O", e);
        } finally {
            Secrets.wipe(text);
        }
    }

    /**
     * The identities in a key file, which the caller closes.
     *
     * @throws OpenFailure if it is not for {@code dataset} alone, was changed, or does not hold
     *     identities line by line
     */
    public static List<Identity> open(byte[] keyFile, Identity dataset) throws OpenFailure {
        byte[] text = new byte[(int) AgeShape.of(header(keyFile)).plainBytes(keyFile.length)];
        try (InputStream opening =
                Age.opening(new ByteArrayInputStream(keyFile), List.of(dataset))) {
            opening.readNBytes(text, 0, text.length);
            if (opening.read() >= 0) {
                throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
            }
            return IdentityText.read(text);
        } catch (OpenFailure e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        } finally {
            Secrets.wipe(text);
        }
    }

    /**
     * The same key file for another recipient alone: a new header, the payload's bytes unchanged.
     *
     * <p>The header's MAC is verified; the payload is not opened, so its identities are not seen.
     * Limit: whoever opened the file under the old header can open it under the new one.
     *
     * @throws OpenFailure if the header does not have exactly one stanza, of a native key type,
     *     does not open with {@code from}, or its MAC is wrong; if the payload has no possible
     *     length
     * @throws InvalidValue if {@code from} is post-quantum and {@code to} is not, or if {@code to}
     *     is a passphrase
     */
    public static byte[] readdress(byte[] keyFile, Identity from, Recipient to) throws OpenFailure {
        requireKey(to);
        if (from.recipient().postQuantum() && !to.postQuantum()) {
            throw new InvalidValue("a hybrid key file is re-addressed to hybrid recipients only");
        }
        Header old = header(keyFile);
        try (FileKey key = old.open(List.of(from))) {
            byte[] payload = Arrays.copyOfRange(keyFile, old.length(), keyFile.length);
            return Secrets.join(Header.sealing(key, List.of(to)).encoded(), payload);
        }
    }

    /** A header with one stanza, of a native key type, before a payload of a possible length. */
    private static Header header(byte[] keyFile) throws OpenFailure {
        if (keyFile.length > MAX_BYTES) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        try {
            Header header = HeaderReader.read(new ByteArrayInputStream(keyFile));
            AgeShape shape = AgeShape.of(header);
            shape.plainBytes(keyFile.length);
            if (!shape.isForOne(AgeShape.HYBRID) && !shape.isForOne(AgeShape.CLASSIC)) {
                throw new OpenFailure(OpenFailure.Reason.HEADER);
            }
            return header;
        } catch (OpenFailure e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        }
    }

    private static void requireKey(Recipient recipient) {
        if (recipient instanceof PassphraseRecipient) {
            throw new InvalidValue("a key file is for keys, not for passphrases");
        }
    }
}
