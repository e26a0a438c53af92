package eu.sluis.runner.payload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Measures what a payload holds: the private memory of its processes, and the room.
 *
 * <p>Limit: it samples; a shorter peak is not seen. A cluster's own limit (a memory control group)
 * is exact and may end the payload first.
 */
final class MemoryGauge {

    private static final long MEBIBYTE = 1 << 20;

    private final LongSupplier roomBytes;
    private final AtomicLong peakBytes = new AtomicLong();

    MemoryGauge(LongSupplier roomBytes) {
        this.roomBytes = roomBytes;
    }

    /** Measures once; returns the mebibytes that {@code payload} and what it started hold now. */
    long sample(ProcessHandle payload) {
        List<ProcessHandle> below = payload.descendants().toList();
        long bytes = roomBytes.getAsLong();
        for (ProcessHandle process : below) {
            bytes += privateBytes(process.pid());
        }
        peakBytes.accumulateAndGet(bytes, Math::max);
        return bytes / MEBIBYTE;
    }

    /** The most that any sample saw, in mebibytes, rounded up. */
    long peakMebibytes() {
        return Math.ceilDiv(peakBytes.get(), MEBIBYTE);
    }

    private static long privateBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("RssAnon:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException e) {
            // it has ended
        }
        return 0;
    }
}
