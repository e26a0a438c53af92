package eu.sluis.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is written to it, on all cores while the caller writes on. For one thread.
 *
 * <p>{@link #finish} makes the file whole. One that was closed without it, or whose sink failed,
 * lacks its last chunk, and no age opens it to its end: so a caller that fails half-way leaves no
 * file that looks whole.
 */
public final class SealingStream extends OutputStream {

    static final int NONCE_LENGTH = 16;

    private static final int CHUNKS_PER_SEGMENT = 16;

    private final OutputStream sealed;
    private final Supplier<ChunkCipher> ciphers;
    private final Lanes<SealSegment> lanes = new Lanes<>();
    private @Nullable SealSegment current;
    private long nextChunk;
    private boolean closed;

    /** Writes the header and the nonce at once. */
    SealingStream(OutputStream sealed, FileKey fileKey, Header header) throws IOException {
        this(sealed, fileKey, header, ChunkCipher::new);
    }

    SealingStream(
            OutputStream sealed,
            FileKey fileKey,
            Header header,
            Function<SecretKey, ChunkCipher> cipherUnder)
            throws IOException {
        SecretKey payloadKey = begin(sealed, fileKey, header);
        this.sealed = sealed;
        this.ciphers = () -> cipherUnder.apply(payloadKey);
        this.current = new SealSegment(ciphers.get(), 1);
    }

    /** Writes header and nonce; the key of the payload that is to follow. */
    static SecretKey begin(OutputStream sealed, FileKey fileKey, Header header) throws IOException {
        byte[] nonce = Secrets.random(NONCE_LENGTH);
        sealed.write(header.encoded());
        sealed.write(nonce);
        return fileKey.payloadKey(nonce);
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            done += withRoom().put(source, offset + done, length - done);
        }
    }

    /** Flushes the stream beneath; what does not fill a chunk stays here. */
    @Override
    public void flush() throws IOException {
        sealed.flush();
    }

    /**
     * Seals the last chunk, so that the file is whole, and flushes it. Nothing can be written
     * afterwards.
     *
     * @throws IOException if the sink fails, failed before, or the file was finished or closed
     */
    public void finish() throws IOException {
        SealSegment segment = open();
        current = null;
        try {
            finish(segment);
            sealed.flush();
        } finally {
            segment.wipe();
        }
    }

    /** Closes the stream beneath. What was not finished never opens. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        SealSegment segment = current;
        current = null;
        if (segment != null) {
            segment.wipe();
        }
        sealed.close();
    }

    private void finish(SealSegment segment) throws IOException {
        segment.place(nextChunk, true);
        if (lanes.isEmpty()) {
            segment.run();
        } else {
            lanes.start(segment);
        }
        while (!lanes.isEmpty()) {
            SealSegment oldest = lanes.finishOldest();
            if (oldest != segment) {
                oldest.drainTo(sealed);
            }
        }
        segment.drainTo(sealed);
    }

    private SealSegment withRoom() throws IOException {
        SealSegment segment = open();
        if (!segment.isFull()) {
            return segment;
        }
        current = null;
        segment.place(nextChunk, false);
        nextChunk += segment.chunkCount();
        lanes.start(segment);
        SealSegment next = nextSegment();
        current = next;
        return next;
    }

    private SealSegment nextSegment() throws IOException {
        if (!lanes.isFull()) {
            return new SealSegment(ciphers.get(), CHUNKS_PER_SEGMENT);
        }
        SealSegment oldest = lanes.finishOldest();
        oldest.drainTo(sealed);
        return oldest;
    }

    /** The segment to fill; there is none once the file is finished or a write failed. */
    private SealSegment open() throws IOException {
        SealSegment segment = current;
        if (segment == null) {
            throw new IOException("the sealed file was finished, closed, or its sink failed");
        }
        return segment;
    }
}
