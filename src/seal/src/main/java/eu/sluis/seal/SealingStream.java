package eu.sluis.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is written to it. Segments are sealed on all cores while the caller fills the next.
 *
 * <p>A failure on either side abandons the file: it then never gets the last chunk that would make
 * it whole.
 */
final class SealingStream extends OutputStream {

    static final int NONCE_LENGTH = 16;

    private static final int CHUNKS_PER_SEGMENT = 16;

    private final OutputStream sealed;
    private final SecretKey payloadKey;
    private final Lanes<SealSegment> lanes = new Lanes<>();
    private @Nullable SealSegment current;
    private long nextChunk;
    private boolean abandoned;

    /** Writes the header and the nonce at once. */
    SealingStream(OutputStream sealed, FileKey fileKey, Header header) throws IOException {
        byte[] nonce = Secrets.random(NONCE_LENGTH);
        this.sealed = sealed;
        this.payloadKey = fileKey.payloadKey(nonce);
        this.current = new SealSegment(payloadKey, 1);
        sealed.write(header.encoded());
        sealed.write(nonce);
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

    /** Seals all of {@code plain}. */
    void writeAll(InputStream plain) throws IOException {
        try {
            int taken = 0;
            while (taken >= 0) {
                taken = isFull() ? writeOne(plain) : open().putFrom(plain);
            }
        } catch (IOException | RuntimeException e) {
            abandoned = true;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        sealed.flush();
    }

    /** Seals the last chunk, unless the file was abandoned, and closes the stream beneath. */
    @Override
    public void close() throws IOException {
        SealSegment segment = current;
        if (segment == null) {
            return;
        }
        current = null;
        try (sealed) {
            if (!abandoned) {
                finish(segment);
            }
        } finally {
            segment.wipe();
        }
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

    /**
     * One byte from {@code plain}, so that a full segment is not sealed before more is known to
     * come.
     */
    private int writeOne(InputStream plain) throws IOException {
        int next = plain.read();
        if (next >= 0) {
            write(next);
        }
        return next;
    }

    private boolean isFull() throws IOException {
        return open().isFull();
    }

    private SealSegment withRoom() throws IOException {
        SealSegment segment = open();
        if (!segment.isFull()) {
            return segment;
        }
        segment.place(nextChunk, false);
        nextChunk += segment.chunkCount();
        lanes.start(segment);
        SealSegment next = nextSegment();
        current = next;
        return next;
    }

    private SealSegment nextSegment() throws IOException {
        if (!lanes.isFull()) {
            return new SealSegment(payloadKey, CHUNKS_PER_SEGMENT);
        }
        try {
            SealSegment oldest = lanes.finishOldest();
            oldest.drainTo(sealed);
            return oldest;
        } catch (IOException e) {
            abandoned = true;
            throw e;
        }
    }

    private SealSegment open() throws IOException {
        SealSegment segment = current;
        if (segment == null) {
            throw new IOException("the sealed file was closed");
        }
        return segment;
    }
}
