package eu.sluis.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Consecutive chunks to seal. Plain bytes are laid down with a tag's room after each chunk, so that
 * sealing in place leaves the sealed bytes in one piece.
 */
final class SealSegment implements Segment {

    private final ChunkCipher cipher;
    private final byte[] bytes;
    private final int chunkCount;
    private int plainLength;
    private int sealedLength;
    private long firstChunk;
    private boolean last;

    SealSegment(ChunkCipher cipher, int chunkCount) {
        this.cipher = cipher;
        this.chunkCount = chunkCount;
        this.bytes = new byte[chunkCount * ChunkCipher.SEALED_LENGTH];
    }

    @Override
    public int chunkCount() {
        return chunkCount;
    }

    boolean isFull() {
        return plainLength == chunkCount * ChunkCipher.PLAIN_LENGTH;
    }

    /** Takes as many bytes as fit into the current chunk. */
    int put(byte[] source, int offset, int length) {
        int taken = Math.min(length, roomInChunk());
        System.arraycopy(source, offset, bytes, end(), taken);
        plainLength += taken;
        return taken;
    }

    @Override
    public int fill(long firstChunkNumber, int ahead, InputStream plain) throws IOException {
        if (ahead >= 0) {
            bytes[0] = (byte) ahead;
            plainLength = 1;
        }
        boolean more = true;
        while (more && !isFull()) {
            int taken = plain.readNBytes(bytes, end(), roomInChunk());
            plainLength += taken;
            more = taken > 0;
        }
        int next = isFull() ? plain.read() : -1;
        place(firstChunkNumber, next < 0);
        return next;
    }

    /** Fixes where in the payload this segment stands. */
    void place(long firstChunkNumber, boolean endsThePayload) {
        firstChunk = firstChunkNumber;
        last = endsThePayload;
    }

    @Override
    public void run() {
        int chunks = Math.max(1, Math.ceilDiv(plainLength, ChunkCipher.PLAIN_LENGTH));
        int rest = plainLength;
        sealedLength = 0;
        for (int i = 0; i < chunks; i++) {
            int length = Math.min(rest, ChunkCipher.PLAIN_LENGTH);
            boolean lastChunk = last && i == chunks - 1;
            sealedLength += cipher.seal(firstChunk + i, lastChunk, bytes, sealedLength, length);
            rest -= length;
        }
    }

    /** Writes the sealed bytes and makes the segment empty again. */
    @Override
    public void drainTo(OutputStream sealed) throws IOException {
        sealed.write(bytes, 0, sealedLength);
        plainLength = 0;
    }

    @Override
    public void wipe() {
        Secrets.wipe(bytes);
    }

    private int end() {
        return plainLength + plainLength / ChunkCipher.PLAIN_LENGTH * Aead.TAG_LENGTH;
    }

    private int roomInChunk() {
        return isFull() ? 0 : ChunkCipher.PLAIN_LENGTH - plainLength % ChunkCipher.PLAIN_LENGTH;
    }
}
