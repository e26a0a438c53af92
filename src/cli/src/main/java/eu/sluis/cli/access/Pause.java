package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import java.time.Duration;

/** Waits; tests hand in one that does not. */
@FunctionalInterface
public interface Pause {

    /** Returns after {@code time}. */
    void take(Duration time);

    /** Puts the thread to sleep; a thread that is interrupted ends with a {@link Failure}. */
    static void asleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.other("interrupted", "");
        }
    }
}
