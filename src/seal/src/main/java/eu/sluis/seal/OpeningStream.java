package eu.sluis.seal;

import java.io.IOException;
import java.io.InputStream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Opens what it reads. Segments are opened on all cores ahead of the caller; no byte is handed out
 * before its chunk's tag was checked.
 */
final class OpeningStream extends InputStream {

    private static final int CHUNKS_PER_SEGMENT = 16;

    private final InputStream sealed;
    private final SecretKey payloadKey;
    private final Lanes<OpenSegment> lanes = new Lanes<>();
    private OpenSegment current;
    private @Nullable OpenSegment spare;
    private long nextChunk;
    private int ahead;
    private boolean closed;

    /** Opens the first chunk at once; {@code sealed} stands after the nonce and is buffered. */
    OpeningStream(InputStream sealed, SecretKey payloadKey) throws IOException {
        this.sealed = sealed;
        this.payloadKey = payloadKey;
        this.current = new OpenSegment(payloadKey, 1);
        this.ahead = -1;
        fill(current);
        current.run();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Reads; once a chunk was found wrong, each further call fails. */
    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        return hasMore() ? current.take(target, offset, most) : -1;
    }

    /** Wipes what was not taken, and closes the stream beneath. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sealed) {
            while (!lanes.isEmpty()) {
                lanes.finishOldest().wipe();
            }
        } finally {
            current.wipe();
            if (spare != null) {
                spare.wipe();
            }
        }
    }

    private boolean hasMore() throws IOException {
        if (closed) {
            throw new IOException("the opened file was closed");
        }
        while (current.isEmpty()) {
            if (current.failed()) {
                throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
            }
            readAhead();
            if (lanes.isEmpty()) {
                return false;
            }
            OpenSegment next = lanes.finishOldest();
            spare = current;
            current = next;
        }
        return true;
    }

    /** One segment for the one that was taken, and more while the caller would have to wait. */
    private void readAhead() throws IOException {
        boolean wanted = !lanes.isFull();
        while (ahead >= 0 && wanted) {
            OpenSegment segment = spareOrNew();
            fill(segment);
            lanes.start(segment);
            wanted = !lanes.isFull() && !lanes.oldestIsDone();
        }
    }

    private OpenSegment spareOrNew() {
        OpenSegment segment = spare;
        spare = null;
        if (segment != null && segment.chunkCount() == CHUNKS_PER_SEGMENT) {
            return segment;
        }
        return new OpenSegment(payloadKey, CHUNKS_PER_SEGMENT);
    }

    private void fill(OpenSegment segment) throws IOException {
        ahead = segment.fill(nextChunk, ahead, sealed);
        nextChunk += segment.chunkCount();
    }
}
