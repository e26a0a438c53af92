package eu.sluis.seal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * What an age file holds, read at any place, one chunk at a time. The last chunk is opened first,
 * so that the size is an authentic one.
 *
 * <p>Source: C2SP age.md, section Payload, on seeking.
 */
final class OpenedChannel implements SeekableByteChannel {

    private final SeekableByteChannel sealed;
    private final ChunkCipher cipher;
    private final long payloadStart;
    private final long size;
    private final byte[] chunk = new byte[ChunkCipher.SEALED_LENGTH];
    private long loaded = -1;
    private long position;

    OpenedChannel(SeekableByteChannel sealed, List<Identity> with) throws IOException {
        this.sealed = sealed;
        sealed.position(0);
        Header header = HeaderReader.read(new BufferedInputStream(Channels.newInputStream(sealed)));
        try (FileKey key = header.open(with)) {
            byte[] nonce = new byte[SealingStream.NONCE_LENGTH];
            readFully(header.length(), nonce, nonce.length, OpenFailure.Reason.HEADER);
            this.cipher = new ChunkCipher(key.payloadKey(nonce));
        }
        this.payloadStart = header.length() + SealingStream.NONCE_LENGTH;
        this.size = AgeShape.of(header).plainBytes(sealed.size());
        load(lastChunk());
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
        while (target.hasRemaining() && position < size) {
            load(position / ChunkCipher.PLAIN_LENGTH);
            int offset = (int) (position % ChunkCipher.PLAIN_LENGTH);
            int count = Math.min(target.remaining(), plainLength(loaded) - offset);
            target.put(chunk, offset, count);
            position += count;
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

    /** Wipes the chunk at hand, and closes the channel beneath. */
    @Override
    public void close() throws IOException {
        Secrets.wipe(chunk);
        loaded = -1;
        sealed.close();
    }

    private void load(long number) throws IOException {
        if (number == loaded) {
            return;
        }
        loaded = -1;
        int length = plainLength(number) + Aead.TAG_LENGTH;
        long start = payloadStart + number * ChunkCipher.SEALED_LENGTH;
        readFully(start, chunk, length, OpenFailure.Reason.PAYLOAD);
        if (!cipher.open(number, number == lastChunk(), chunk, 0, length)) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        }
        loaded = number;
    }

    private long lastChunk() {
        return Math.max(0, Math.ceilDiv(size, ChunkCipher.PLAIN_LENGTH) - 1);
    }

    private int plainLength(long number) {
        return (int) Math.min(ChunkCipher.PLAIN_LENGTH, size - number * ChunkCipher.PLAIN_LENGTH);
    }

    private void readFully(long start, byte[] target, int length, OpenFailure.Reason ifShort)
            throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(target, 0, length);
        sealed.position(start);
        while (rest.hasRemaining()) {
            if (sealed.read(rest) < 0) {
                throw new OpenFailure(ifShort);
            }
        }
    }
}
