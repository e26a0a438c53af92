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
     * @throws InvalidValue if there is no identity, or too many for {@link #MAX_BYTES}
     */
    public static byte[] seal(List<Identity> identities, Recipient dataset) {
        if (identities.isEmpty()) {
            throw new InvalidValue("a key file holds at least one identity");
        }
        byte[] text = IdentityText.write(identities);
        try {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            Age.seal(new ByteArrayInputStream(text), sealed, List.of(dataset));
            return atMost(sealed.toByteArray());
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
        onlyStanza(header(keyFile));
        byte[] text = new byte[0];
        try (InputStream opening =
                Age.opening(new ByteArrayInputStream(keyFile), List.of(dataset))) {
            text = opening.readNBytes(MAX_BYTES);
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
     * Limit: whoever held the file under the old header still opens it under the new one.
     *
     * @throws OpenFailure if the header does not have exactly one stanza, does not open with {@code
     *     from}, or its MAC is wrong
     * @throws InvalidValue if {@code from} is post-quantum and {@code to} is not
     */
    public static byte[] readdress(byte[] keyFile, Identity from, Recipient to) throws OpenFailure {
        if (from.recipient().postQuantum() && !to.postQuantum()) {
            throw new InvalidValue("a hybrid key file is re-addressed to hybrid recipients only");
        }
        Header old = header(keyFile);
        onlyStanza(old);
        try (FileKey key = old.open(List.of(from))) {
            byte[] header = Header.sealing(key, List.of(to)).encoded();
            int payloadLength = keyFile.length - old.length();
            byte[] moved = Arrays.copyOf(header, header.length + payloadLength);
            System.arraycopy(keyFile, old.length(), moved, header.length, payloadLength);
            return moved;
        }
    }

    /** The header of a key file, whose payload has a possible length. */
    private static Header header(byte[] keyFile) throws OpenFailure {
        atMost(keyFile);
        try {
            return HeaderReader.read(new ByteArrayInputStream(keyFile));
        } catch (OpenFailure e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        }
    }

    private static void onlyStanza(Header header) throws OpenFailure {
        if (header.stanzas().size() != 1) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
    }

    private static byte[] atMost(byte[] keyFile) {
        if (keyFile.length > MAX_BYTES) {
            throw new InvalidValue("a key file has at most " + MAX_BYTES + " bytes");
        }
        return keyFile;
    }
}
