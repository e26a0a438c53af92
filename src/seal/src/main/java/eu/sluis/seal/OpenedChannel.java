package eu.sluis.seal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * What an age file holds, read at any place. A read opens the chunks that it touches, on all cores,
 * and no others. The last chunk is opened first, so that the size is an authentic one.
 *
 * <p>Source: C2SP age.md, section Payload, on seeking.
 */
final class OpenedChannel implements SeekableByteChannel {

    private static final int CHUNKS_PER_SEGMENT = 4;

    private final SeekableByteChannel sealed;
    private final SecretKey payloadKey;
    private final long payloadStart;
    private final long size;
    private OpenSegment current;
    private long position;

    OpenedChannel(SeekableByteChannel sealed, List<Identity> with) throws IOException {
        this.sealed = sealed;
        sealed.position(0);
        Header header = HeaderReader.read(new BufferedInputStream(Channels.newInputStream(sealed)));
        try (FileKey key = header.open(with)) {
            byte[] nonce = new byte[SealingStream.NONCE_LENGTH];
            readFully(header.length(), ByteBuffer.wrap(nonce), OpenFailure.Reason.HEADER);
            this.payloadKey = key.payloadKey(nonce);
        }
        this.payloadStart = header.length() + SealingStream.NONCE_LENGTH;
        this.size = AgeShape.of(header).plainBytes(sealed.size());
        this.current = filled(lastChunk(), lastChunk());
        current.run();
        if (current.failed()) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        int before = target.remaining();
        long end = Math.min(size, position + before);
        Range range = new Range((end - 1) / ChunkCipher.PLAIN_LENGTH);
        while (position < end) {
            long chunk = position / ChunkCipher.PLAIN_LENGTH;
            while (!current.holds(chunk)) {
                current = range.opened(chunk);
            }
            position += current.copy(chunk, (int) (position % ChunkCipher.PLAIN_LENGTH), target);
        }
        return before - target.remaining();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("a position cannot be negative");
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return sealed.isOpen();
    }

    /** Wipes the chunks at hand, and closes the channel beneath. */
    @Override
    public void close() throws IOException {
        current.wipe();
        sealed.close();
    }

    /** Opens the chunks of one read in turn, ahead of their use. */
    private final class Range {

        private final Lanes<OpenSegment> lanes = new Lanes<>();
        private final long lastNeeded;
        private long next = -1;
        private boolean failed;

        private Range(long lastNeeded) {
            this.lastNeeded = lastNeeded;
        }

        /**
         * The segment that begins with {@code chunk}, which follows on what was opened before; none
         * of its chunks may be right.
         */
        private OpenSegment opened(long chunk) throws IOException {
            if (failed) {
                throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
            }
            next = Math.max(next, chunk);
            while (next <= lastNeeded && !lanes.isFull()) {
                long lastOfSegment = Math.min(lastNeeded, next + CHUNKS_PER_SEGMENT - 1);
                lanes.start(filled(next, lastOfSegment));
                next = lastOfSegment + 1;
            }
            OpenSegment segment = lanes.finishOldest();
            failed = segment.failed();
            return segment;
        }
    }

    private OpenSegment filled(long first, long last) throws IOException {
        int count = (int) (last - first + 1);
        int plain =
                (int)
                        Math.min(
                                (long) count * ChunkCipher.PLAIN_LENGTH,
                                size - first * ChunkCipher.PLAIN_LENGTH);
        OpenSegment segment = new OpenSegment(payloadKey, count);
        ByteBuffer room =
                segment.place(first, plain + count * Aead.TAG_LENGTH, last == lastChunk());
        readFully(
                payloadStart + first * ChunkCipher.SEALED_LENGTH, room, OpenFailure.Reason.PAYLOAD);
        return segment;
    }

    private long lastChunk() {
        return Math.max(0, Math.ceilDiv(size, ChunkCipher.PLAIN_LENGTH) - 1);
    }

    private void readFully(long start, ByteBuffer room, OpenFailure.Reason ifShort)
            throws IOException {
        sealed.position(start);
        while (room.hasRemaining()) {
            if (sealed.read(room) < 0) {
                throw new OpenFailure(ifShort);
            }
        }
    }
}
