package eu.sluis.runner.link;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.api.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease at half its time, and calls {@code lost} once if the gateway says no or gives no
 * answer for the whole of it.
 *
 * <p>Guarantee: a lease ends here no later than at the gateway, whose count begins after ours: we
 * count from before we ask, by a clock that nobody sets. A call that hangs holds nothing up.
 *
 * <p>Limit: a machine that sleeps past its lease notices on waking only.
 */
public final class LeaseKeeper implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Gateway gateway;
    private final Runnable lost;
    private final Thread renewing;
    private final Thread watching;
    private final AtomicReference<@Nullable ProblemType> reason = new AtomicReference<>();
    private volatile long endNanos;

    private LeaseKeeper(Gateway gateway, Held first, Runnable lost) {
        this.gateway = gateway;
        this.lost = lost;
        this.endNanos = first.endNanos();
        this.renewing = Thread.ofVirtual().name("lease").unstarted(() -> renew(first.lease()));
        this.watching = Thread.ofVirtual().name("lease-end").unstarted(this::watch);
    }

    /**
     * A lease that the gateway gave.
     *
     * @param askedNanos {@link System#nanoTime} before it was asked for
     */
    public record Held(long askedNanos, Lease lease) {

        long endNanos() {
            return askedNanos + Duration.ofSeconds(lease.seconds()).toNanos();
        }
    }

    /** Keeps {@code first} from now on. */
    public static LeaseKeeper keeping(Gateway gateway, Held first, Runnable lost) {
        LeaseKeeper keeper = new LeaseKeeper(gateway, first, lost);
        keeper.renewing.start();
        keeper.watching.start();
        return keeper;
    }

    /**
     * Returns while the lease is held.
     *
     * @throws ProblemException STALE_FENCE if the gateway said no, UNAVAILABLE if it said nothing
     */
    public void check() {
        @Nullable ProblemType why = reason.get();
        if (why != null) {
            throw new ProblemException(why, "the lease is lost");
        }
    }

    /** Stops renewing; {@code lost} is not called after this returns. */
    @Override
    public void close() {
        renewing.interrupt();
        watching.interrupt();
        try {
            renewing.join();
            watching.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew(Lease first) {
        try {
            Duration wait = half(first);
            while (true) {
                Thread.sleep(wait);
                try {
                    Held next = new Held(System.nanoTime(), gateway.lease());
                    if (!next.lease().proceed()) {
                        lose(ProblemType.STALE_FENCE);
                        return;
                    }
                    endNanos = next.endNanos();
                    wait = half(next.lease());
                } catch (IOException e) {
                    wait = PAUSE;
                }
            }
        } catch (ProblemException e) {
            lose(e.type());
        } catch (InterruptedException e) {
            // closed
        }
    }

    private static Duration half(Lease lease) {
        return Duration.ofSeconds(lease.seconds()).dividedBy(2);
    }

    private void watch() {
        try {
            for (long left = endNanos - System.nanoTime();
                    left > 0;
                    left = endNanos - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            lose(ProblemType.UNAVAILABLE);
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void lose(ProblemType why) {
        if (reason.compareAndSet(null, why)) {
            lost.run();
        }
    }
}
