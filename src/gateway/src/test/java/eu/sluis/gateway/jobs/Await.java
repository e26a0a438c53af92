package eu.sluis.gateway.jobs;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what the gateway's own loops bring about. */
final class Await {

    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private Await() {}

    static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("it did not come about: " + otherwise.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
