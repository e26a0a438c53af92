package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/**
 * No two chunks are sealed under the same key and nonce: each pair that the sealing path makes is
 * noted where it would go to the cipher, which in this test encrypts nothing.
 */
class NonceTest {

    private static final int CHUNK = 65_536;

    private final Identity identity = Identity.generateX25519();
    private final Map<String, BitSet> used = new ConcurrentHashMap<>();
    private final AtomicLong chunks = new AtomicLong();

    /** 622 GB in one file, and half a million chunks in files of each length up to 999 chunks. */
    @Test
    void noKeyAndNonceTwiceInTenMillionChunks() throws IOException {
        seal(9_500_000L * CHUNK + 1);
        for (long count = 0; count < 1000; count++) {
            seal(count * CHUNK + count % 3);
        }

        assertThat(chunks.get()).isGreaterThan(10_000_000);
        assertThat(used).hasSize(1001);
    }

    /** What is sealed again, after a failed upload for example, has another key. */
    @Test
    void sealingTheSameBytesAgainTakesAnotherKeyAlsoAfterAFailure() throws IOException {
        seal(20L * CHUNK);
        try (SealingStream abandoned = sealing(OutputStream.nullOutputStream())) {
            abandoned.write(new byte[20 * CHUNK]);
        }
        seal(20L * CHUNK);

        assertThat(used).hasSize(3);
    }

    /** What is written piece by piece takes the other way to the cipher. */
    @Test
    void noKeyAndNonceTwiceInWhatIsWrittenPieceByPiece() throws IOException {
        byte[] piece = new byte[7 * CHUNK];
        try (SealingStream sealing = sealing(OutputStream.nullOutputStream())) {
            for (int i = 0; i < 300; i++) {
                sealing.write(piece);
            }
            sealing.finish();
        }

        assertThat(chunks.get()).isEqualTo(2100);
        assertThat(used).hasSize(1);
    }

    /** That the watched cipher makes the very nonces of the real one. */
    @Test
    void theWatchedPathsSealAsTheRealOnes() throws IOException {
        byte[] plain = AgeTest.random(40 * CHUNK + 1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Age.seal(
                new ByteArrayInputStream(plain), whole, List.of(identity.recipient()), Noting::new);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (FileKey key = FileKey.generate()) {
            Header header = Header.sealing(key, List.of(identity.recipient()));
            SealingStream sealing = new SealingStream(written, key, header, Noting::new);
            sealing.write(plain);
            sealing.finish();
        }

        assertThat(AgeTest.open(whole.toByteArray(), identity)).isEqualTo(plain);
        assertThat(AgeTest.open(written.toByteArray(), identity)).isEqualTo(plain);
        assertThat(chunks.get()).isEqualTo(82);
    }

    private void seal(long plainBytes) throws IOException {
        Age.seal(
                new Blank(plainBytes),
                OutputStream.nullOutputStream(),
                List.of(identity.recipient()),
                Idle::new);
    }

    private SealingStream sealing(OutputStream sealed) throws IOException {
        try (FileKey key = FileKey.generate()) {
            return new SealingStream(
                    sealed, key, Header.sealing(key, List.of(identity.recipient())), Idle::new);
        }
    }

    private class Noting extends ChunkCipher {

        private final BitSet nonces;

        Noting(SecretKey payloadKey) {
            super(payloadKey);
            String name = HexFormat.of().formatHex(payloadKey.getEncoded());
            this.nonces = used.computeIfAbsent(name, absent -> new BitSet());
        }

        @Override
        int encrypt(byte[] nonceOfChunk, byte[] buffer, int offset, int length)
                throws GeneralSecurityException {
            note(nonceOfChunk);
            return super.encrypt(nonceOfChunk, buffer, offset, length);
        }

        /** The mark of the last chunk is its own bit; the counter stays within 30. */
        void note(byte[] nonce) {
            int mark = nonce[11];
            int counter = new BigInteger(1, Arrays.copyOf(nonce, 11)).intValueExact();
            int place = Math.addExact(Math.multiplyExact(2, counter), mark);
            synchronized (nonces) {
                if (mark < 0 || mark > 1 || nonces.get(place)) {
                    throw new AssertionError("not a nonce of its own: " + counter + ", " + mark);
                }
                nonces.set(place);
            }
            chunks.incrementAndGet();
        }
    }

    private final class Idle extends Noting {

        Idle(SecretKey payloadKey) {
            super(payloadKey);
        }

        @Override
        int encrypt(byte[] nonceOfChunk, byte[] buffer, int offset, int length) {
            note(nonceOfChunk);
            return length + 16;
        }
    }

    /** Claims to have given bytes. */
    private static final class Blank extends InputStream {

        private long rest;

        private Blank(long length) {
            this.rest = length;
        }

        @Override
        public int read() {
            return rest-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int most) {
            int taken = (int) Math.min(rest, most);
            rest -= taken;
            return taken == 0 ? -1 : taken;
        }
    }
}
