package eu.sluis.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.crypto.SecretKey;

/** Consecutive chunks to open, in place; only those whose tag was right can be taken out. */
final class OpenSegment implements Segment {

    private final ChunkCipher cipher;
    private final byte[] bytes;
    private int length;
    private long firstChunk;
    private boolean last;
    private boolean endIsKnown;
    private int authenticChunks;
    private boolean failed;
    private int chunk;
    private int offsetInChunk;

    OpenSegment(SecretKey payloadKey, int chunkCount) {
        this.cipher = new ChunkCipher(payloadKey);
        this.bytes = new byte[chunkCount * ChunkCipher.SEALED_LENGTH];
    }

    @Override
    public int fill(long firstChunkNumber, int ahead, InputStream sealed) throws IOException {
        int start = ahead < 0 ? 0 : 1;
        bytes[0] = (byte) ahead;
        length = start + sealed.readNBytes(bytes, start, bytes.length - start);
        int next = length < bytes.length ? -1 : sealed.read();
        firstChunk = firstChunkNumber;
        last = next < 0;
        endIsKnown = false;
        return next;
    }

    /**
     * Room for {@code sealedBytes} bytes of a payload whose length is known, to be filled before
     * {@link #run}.
     */
    ByteBuffer place(long firstChunkNumber, int sealedBytes, boolean endsThePayload) {
        length = sealedBytes;
        firstChunk = firstChunkNumber;
        last = endsThePayload;
        endIsKnown = true;
        return ByteBuffer.wrap(bytes, 0, sealedBytes);
    }

    @Override
    public int chunkCount() {
        return bytes.length / ChunkCipher.SEALED_LENGTH;
    }

    @Override
    public void run() {
        authenticChunks = 0;
        chunk = 0;
        offsetInChunk = 0;
        int chunks = Math.max(1, Math.ceilDiv(length, ChunkCipher.SEALED_LENGTH));
        failed = false;
        for (int i = 0; i < chunks && !failed; i++) {
            failed = !open(i, last && i == chunks - 1);
        }
    }

    /** Whether a chunk was wrong; those before it can still be taken. */
    boolean failed() {
        return failed;
    }

    boolean isEmpty() {
        return chunk == authenticChunks;
    }

    int take(byte[] target, int offset, int most) {
        int taken = Math.min(most, plainLength(chunk) - offsetInChunk);
        System.arraycopy(bytes, start(chunk) + offsetInChunk, target, offset, taken);
        advance(taken);
        return taken;
    }

    /** Whether the chunk of this number was opened here. */
    boolean holds(long chunkNumber) {
        return chunkNumber >= firstChunk && chunkNumber < firstChunk + authenticChunks;
    }

    /** Copies as much as there is room for from a chunk that this segment {@link #holds}. */
    int copy(long chunkNumber, int offset, ByteBuffer target) {
        int index = (int) (chunkNumber - firstChunk);
        int copied = Math.min(target.remaining(), plainLength(index) - offset);
        target.put(bytes, start(index) + offset, copied);
        return copied;
    }

    @Override
    public void drainTo(OutputStream plain) throws IOException {
        while (!isEmpty()) {
            plain.write(bytes, start(chunk), plainLength(chunk));
            chunk++;
        }
        if (failed) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        }
    }

    @Override
    public void wipe() {
        authenticChunks = 0;
        Secrets.wipe(bytes);
    }

    /**
     * In a stream, a full chunk that was sealed with the other mark is authentic where it stands,
     * though the file is not whole: it is released, and the failure comes after it, as in age
     * itself. Where the end is known no failure need come after it, so there it is wrong.
     */
    private boolean open(int index, boolean lastChunk) {
        int sealedLength = Math.min(ChunkCipher.SEALED_LENGTH, length - start(index));
        if (cipher.open(firstChunk + index, lastChunk, bytes, start(index), sealedLength)) {
            authenticChunks++;
            return true;
        }
        boolean mayHaveOtherMark = sealedLength == ChunkCipher.SEALED_LENGTH && !endIsKnown;
        if (mayHaveOtherMark
                && cipher.open(firstChunk + index, !lastChunk, bytes, start(index), sealedLength)) {
            authenticChunks++;
        }
        return false;
    }

    private void advance(int taken) {
        offsetInChunk += taken;
        if (offsetInChunk == plainLength(chunk)) {
            chunk++;
            offsetInChunk = 0;
        }
    }

    private int plainLength(int index) {
        return Math.min(ChunkCipher.SEALED_LENGTH, length - start(index)) - Aead.TAG_LENGTH;
    }

    private static int start(int index) {
        return index * ChunkCipher.SEALED_LENGTH;
    }
}
