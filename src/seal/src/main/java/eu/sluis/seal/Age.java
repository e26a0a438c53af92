package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.function.Function;
import javax.crypto.SecretKey;

/**
 * Seals and opens age v1 files, which any age implementation can read and write.
 *
 * <p>An opened byte is one that a holder of the file key sealed at that place. Limits: age does not
 * say who sealed it, and a stream that was cut short is known only when its end is reached, so what
 * was read is whole only if reading came to its end without a failure. Memory is constant, at most
 * some 1 MiB for each core and at most nine of these. Source: C2SP age.md.
 */
public final class Age {

    private Age() {}

    /**
     * Seals all of {@code plain} to each of {@code to}; closes neither stream.
     *
     * @throws InvalidValue if {@code to} is empty, has more than 64 entries, or mixes hybrid and
     *     classic recipients, of which the classic ones would undo the hybrid ones' protection
     * @throws IOException if a stream fails; what was written is then no whole age file
     */
    public static void seal(InputStream plain, OutputStream sealed, List<Recipient> to)
            throws IOException {
        seal(plain, sealed, to, ChunkCipher::new);
    }

    static void seal(
            InputStream plain,
            OutputStream sealed,
            List<Recipient> to,
            Function<SecretKey, ChunkCipher> cipherUnder)
            throws IOException {
        Recipients.check(to);
        try (FileKey key = FileKey.generate()) {
            SecretKey payloadKey = SealingStream.begin(sealed, key, Header.sealing(key, to));
            new Relay(plain, sealed)
                    .carry(chunks -> new SealSegment(cipherUnder.apply(payloadKey), chunks));
        }
        sealed.flush();
    }

    /**
     * Opens all of {@code sealed}; closes neither stream. On failure {@code plain} has received a
     * true beginning of what was sealed, and nothing else.
     *
     * @throws OpenFailure if the header, the identities or a chunk are wrong
     * @throws IOException if a stream fails
     */
    public static void open(InputStream sealed, OutputStream plain, List<Identity> with)
            throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(sealed);
        SecretKey payloadKey = payloadKey(buffered, with);
        new Relay(buffered, plain).carry(chunks -> new OpenSegment(payloadKey, chunks));
        plain.flush();
    }

    /**
     * A stream that seals what is written to it; the header is written at once. The file is whole
     * once {@link SealingStream#finish} returned; {@code close} closes {@code sealed} and finishes
     * nothing.
     *
     * @throws InvalidValue as {@link #seal}
     * @throws IOException if {@code sealed} fails
     */
    public static SealingStream sealing(OutputStream sealed, List<Recipient> to)
            throws IOException {
        Recipients.check(to);
        try (FileKey key = FileKey.generate()) {
            return new SealingStream(sealed, key, Header.sealing(key, to));
        }
    }

    /**
     * A stream of what {@code sealed} holds; {@code close} closes both. Reading throws {@link
     * OpenFailure} at the first wrong chunk, and from then on.
     *
     * @throws OpenFailure if the header or the identities are wrong
     */
    public static InputStream opening(InputStream sealed, List<Identity> with) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(sealed);
        return new OpeningStream(buffered, payloadKey(buffered, with));
    }

    /**
     * What {@code sealed} holds, to be read at any place; {@code close} closes both. The header and
     * the last chunk are opened at once, so that {@code size} can be trusted. A read costs the
     * chunks of 64 KiB that it touches, which are opened on all cores if they are many; one that
     * comes to a wrong chunk throws {@link OpenFailure}, and what it has put into its target before
     * is authentic. For one thread; read only.
     *
     * @throws OpenFailure if the header, the identities, the length or the last chunk are wrong
     */
    public static SeekableByteChannel opening(SeekableByteChannel sealed, List<Identity> with)
            throws IOException {
        return new OpenedChannel(sealed, with);
    }

    /**
     * The exact length of the file that sealing {@code plainBytes} bytes to {@code to} makes.
     *
     * @throws InvalidValue as {@link #seal}, or if {@code plainBytes} is negative
     */
    public static long sealedLength(long plainBytes, List<Recipient> to) {
        if (plainBytes < 0) {
            throw new InvalidValue("a length cannot be negative");
        }
        long chunks = Math.max(1, Math.ceilDiv(plainBytes, ChunkCipher.PLAIN_LENGTH));
        return Recipients.headerLength(to)
                + SealingStream.NONCE_LENGTH
                + plainBytes
                + chunks * Aead.TAG_LENGTH;
    }

    /**
     * What a file shows without a key. Reads the header and somewhat more from {@code sealed}.
     *
     * @throws OpenFailure HEADER if it does not begin with a header of age v1 in its one form, of
     *     at most 128 KiB and 64 stanzas, or if a native stanza does not have the form of its type
     */
    public static AgeShape inspect(InputStream sealed) throws IOException {
        Header header = HeaderReader.read(new BufferedInputStream(sealed));
        Stanzas.checkForm(header.stanzas());
        return AgeShape.of(header);
    }

    /**
     * As {@link #inspect(InputStream)}, of the first bytes of a file.
     *
     * @throws OpenFailure as there, and if {@code head} ends before the header does
     */
    public static AgeShape inspect(byte[] head) throws OpenFailure {
        try {
            return inspect(new ByteArrayInputStream(head));
        } catch (OpenFailure e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading an array does no I/O", e);
        }
    }

    /**
     * Returns if the bulk cipher is the JDK's own and runs at the speed of the processor's vector
     * instructions. For the start of a program that is to seal or open much: it takes as long as
     * the JIT needs, some 0.5 s of processor time, which the work that follows is spared.
     *
     * @throws IllegalStateException if the cipher comes from elsewhere, or is still slow after 3 s
     *     of processor time
     */
    public static void selfCheck() {
        SelfCheck.run();
    }

    /** Reads header and nonce; the key of the payload that follows. */
    private static SecretKey payloadKey(InputStream sealed, List<Identity> with)
            throws IOException {
        Header header = HeaderReader.read(sealed);
        try (FileKey key = header.open(with)) {
            byte[] nonce = sealed.readNBytes(SealingStream.NONCE_LENGTH);
            if (nonce.length != SealingStream.NONCE_LENGTH) {
                throw new OpenFailure(OpenFailure.Reason.HEADER);
            }
            return key.payloadKey(nonce);
        }
    }
}
