package eu.sluis.gateway.clusters.slurm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps calls away from a site that does not answer.
 *
 * <p>A hung slurmctld holds each thread of slurmrestd for seconds, so that every further call makes
 * it worse (measured). After {@value #FAILURES} failures in a row nobody calls for two seconds;
 * then one caller may probe, and its outcome decides for all.
 */
final class Breaker {

    static final int FAILURES = 2;
    static final Duration REST = Duration.ofSeconds(2);

    private final InstantSource clock;
    private int failures;
    private Instant restUntil = Instant.MIN;

    Breaker(InstantSource clock) {
        this.clock = clock;
    }

    /** What whoever wants to call does. */
    enum Advice {
        CALL,
        PROBE,
        FAIL
    }

    /** To be asked before a call; whoever is told to probe reports how that went. */
    synchronized Advice advice() {
        if (failures < FAILURES) {
            return Advice.CALL;
        }
        Instant now = clock.instant();
        if (now.isBefore(restUntil)) {
            return Advice.FAIL;
        }
        // Until the probe is back, nobody else calls; should it never be, another one probes.
        restUntil = now.plus(SlurmRest.READ).plus(REST);
        return Advice.PROBE;
    }

    synchronized void answered() {
        failures = 0;
    }

    synchronized void failed() {
        failures++;
        restUntil = clock.instant().plus(REST);
    }
}
