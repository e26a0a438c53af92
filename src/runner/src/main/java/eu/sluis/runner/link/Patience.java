package eu.sluis.runner.link;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Repeats what is safe to repeat, until it is answered or a limit has passed.
 *
 * @param limit after which the last failure stands
 */
public record Patience(InstantSource clock, Duration limit) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A request that may be sent again with the same bytes. */
    public interface Request<T> {

        /**
         * Sends it once.
         *
         * @throws NotYet if the gateway asks to be asked again
         * @throws ProblemException if it refuses
         * @throws IOException if there was no answer
         */
        T send() throws IOException, InterruptedException;
    }

    /** The gateway asks to be asked again. */
    public static final class NotYet extends IOException {

        private final Duration after;

        NotYet(Duration after) {
            super("the gateway asks to wait");
            this.after = after;
        }
    }

    /**
     * Sends {@code request} until it is answered.
     *
     * @throws ProblemException the gateway's refusal, or UNAVAILABLE if there was no answer in time
     * @throws InterruptedException if this thread is told to stop
     */
    public <T> T until(Request<T> request) throws InterruptedException {
        Instant end = clock.instant().plus(limit);
        Duration pause = FIRST_PAUSE;
        while (true) {
            Duration wait = pause;
            try {
                return request.send();
            } catch (NotYet e) {
                wait = e.after;
            } catch (IOException e) {
                pause = longer(pause);
            }
            if (clock.instant().plus(wait).isAfter(end)) {
                throw new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "the gateway gave no answer within " + limit.toSeconds() + " seconds");
            }
            Thread.sleep(wait);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
