package eu.sluis.runner.link;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.api.Lease;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Renews the lease at half its time, and calls {@code lost} once if the gateway says no or gives no
 * answer for the whole of it.
 *
 * <p>Limit: a machine that sleeps past its lease notices on waking only.
 */
public final class LeaseKeeper implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Gateway gateway;
    private final InstantSource clock;
    private final Runnable lost;
    private final Thread thread;
    private final AtomicReference<@Nullable ProblemType> reason = new AtomicReference<>();

    private LeaseKeeper(Gateway gateway, InstantSource clock, Lease first, Runnable lost) {
        this.gateway = gateway;
        this.clock = clock;
        this.lost = lost;
        this.thread = Thread.ofVirtual().name("lease").unstarted(() -> keep(first));
    }

    /** Keeps {@code first} from now on. */
    public static LeaseKeeper keeping(
            Gateway gateway, InstantSource clock, Lease first, Runnable lost) {
        LeaseKeeper keeper = new LeaseKeeper(gateway, clock, first, lost);
        keeper.thread.start();
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
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Lease first) {
        Lease lease = first;
        Instant end = clock.instant().plusSeconds(first.seconds());
        try {
            Duration wait = Duration.ofSeconds(first.seconds()).dividedBy(2);
            while (lease.proceed()) {
                Thread.sleep(wait);
                try {
                    lease = gateway.lease();
                    end = clock.instant().plusSeconds(lease.seconds());
                    wait = Duration.ofSeconds(lease.seconds()).dividedBy(2);
                } catch (IOException e) {
                    if (!clock.instant().plus(PAUSE).isBefore(end)) {
                        lose(ProblemType.UNAVAILABLE);
                        return;
                    }
                    wait = PAUSE;
                }
            }
            lose(ProblemType.STALE_FENCE);
        } catch (ProblemException e) {
            lose(e.type());
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void lose(ProblemType why) {
        reason.set(why);
        lost.run();
    }
}
