package eu.sluis.gateway.jobs;

import java.util.Locale;

/** Where an attempt is. Each goes forward only; every change is compare-and-set. */
enum AttemptState {
    /** The row is there, the submission's outcome is not known. */
    SUBMITTING,
    /** The cluster has it and keeps it held. */
    HELD,
    /** The cluster may start it. */
    QUEUED,
    /** A key was released to its runner. */
    RELEASED,
    /** It can do nothing any more: committed, lost or given up. */
    ENDED;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AttemptState of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
