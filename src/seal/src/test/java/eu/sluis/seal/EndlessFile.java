package eu.sluis.seal;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import javax.crypto.SecretKey;

/** A sealed file of any length, whose chunks are made as they are read; counts what was read. */
final class EndlessFile implements SeekableByteChannel {

    private final byte[] head;
    private final ChunkCipher cipher;
    private final long plainBytes;
    private final long chunks;
    private byte[] chunk = new byte[0];
    private long made = -1;
    private long position;
    long bytesRead;

    EndlessFile(long plainBytes, Recipient to) {
        byte[] nonce = new byte[16];
        try (FileKey key = FileKey.generate()) {
            SecretKey payloadKey = key.payloadKey(nonce);
            this.cipher = new ChunkCipher(payloadKey);
            this.head = Secrets.join(Header.sealing(key, List.of(to)).encoded(), nonce);
        }
        this.plainBytes = plainBytes;
        this.chunks = Math.ceilDiv(plainBytes, 65_536L);
    }

    /** The plain byte at a place. */
    static byte at(long place) {
        return (byte) (place / 65_536 * 31 + place % 251);
    }

    @Override
    public int read(ByteBuffer target) {
        int before = target.remaining();
        while (target.hasRemaining() && position < size()) {
            byte[] from = position < head.length ? head : chunk((position - head.length) / 65_552);
            int offset =
                    (int) (position < head.length ? position : (position - head.length) % 65_552);
            int count = Math.min(target.remaining(), from.length - offset);
            target.put(from, offset, count);
            position += count;
        }
        int read = before - target.remaining();
        bytesRead += read;
        return read == 0 ? -1 : read;
    }

    private byte[] chunk(long number) {
        if (number != made) {
            int length = (int) Math.min(65_536, plainBytes - number * 65_536);
            chunk = new byte[length + 16];
            for (int i = 0; i < length; i++) {
                chunk[i] = at(number * 65_536 + i);
            }
            cipher.seal(number, number == chunks - 1, chunk, 0, length);
            made = number;
        }
        return chunk;
    }

    @Override
    public long size() {
        return head.length + plainBytes + 16 * chunks;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
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
        return true;
    }

    @Override
    public void close() {}
}
