package eu.sluis.gateway.jobs;

import eu.sluis.contract.api.Lease;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Lets runners go on, 30 seconds at a time: as long as theirs is the current attempt, nobody
 * cancelled the job, and its author still stands.
 *
 * <p>Times are PostgreSQL's. A runner counts from before it asked, and ends its payload when the
 * answer has not come in time; only when the margin is past as well is it taken to have stopped.
 *
 * <p>Limit: a released key cannot be taken back; only an honest runner stops.
 */
@ApplicationScoped
class Leases {

    /** How long an answer holds. */
    static final Duration LENGTH = Duration.ofSeconds(30);

    /** What a runner may take to end its payload, and clocks to run apart. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Lease END = new Lease(false, 0);

    private final AttemptStore attempts;
    private final Authors authors;

    Leases(AttemptStore attempts, Authors authors) {
        this.attempts = attempts;
        this.authors = authors;
    }

    Lease renew(Handle handle, TenantScope scope, Slot slot) {
        boolean goesOn =
                slot.current()
                        && !slot.job().cancelRequested()
                        && authors.inForce(handle, slot.job())
                        && attempts.renew(handle, slot.attempt().id(), LENGTH);
        return goesOn ? new Lease(true, LENGTH.toSeconds()) : END;
    }
}
