package eu.sluis.seal;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.zip.CRC32;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals chunks until they are sealed at the speed of the processor's vector instructions, which is
 * when the JIT has put its intrinsic in place.
 *
 * <p>The yardstick is CRC-32, which is fast from the first call on. ChaCha20-Poly1305 with
 * intrinsics reaches a twentieth of it or more; without them, interpreted, or compiled by C1 alone
 * ({@code -XX:TieredStopAtLevel=1}), a hundredth or less.
 */
final class SelfCheck {

    private static final int SLOWEST = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final byte[] buffer = new byte[ChunkCipher.SEALED_LENGTH];
    private final ChunkCipher cipher = new ChunkCipher(new SecretKeySpec(new byte[32], "ChaCha20"));
    private long chunk;

    static void run() {
        if (!Object.class.getModule().equals(Aead.cipher().getProvider().getClass().getModule())) {
            throw new IllegalStateException(
                    "ChaCha20-Poly1305 does not come from the JDK's SunJCE");
        }
        new SelfCheck().requireSpeed();
    }

    /** Waits in processor time, so that a busy machine is not taken for a slow cipher. */
    private void requireSpeed() {
        long end = THREADS.getCurrentThreadCpuTime() + PATIENCE.toNanos();
        long bar = yardstick() * SLOWEST;
        while (sealing() > bar) {
            if (THREADS.getCurrentThreadCpuTime() > end) {
                throw new IllegalStateException(
                        "ChaCha20-Poly1305 is slow in this JVM: it needs C2 and its intrinsics;"
                                + " remove -Xint, -XX:TieredStopAtLevel and the like");
            }
        }
    }

    /** Nanoseconds for one chunk, the best of some. */
    private long yardstick() {
        CRC32 crc = new CRC32();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            crc.update(buffer, 0, ChunkCipher.PLAIN_LENGTH);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private long sealing() {
        long start = System.nanoTime();
        cipher.seal(chunk++, false, buffer, 0, ChunkCipher.PLAIN_LENGTH);
        return System.nanoTime() - start;
    }
}
