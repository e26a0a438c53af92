package eu.sluis.gateway.clusters.slurm;

import java.time.Duration;
import java.util.List;

/**
 * What a user was shown last, and from when on to ask whether anything changed.
 *
 * <p>Slurm answers "nothing" if its last change lies before the second that it is asked about. So
 * that must be a second of the controller's own clock, read before the last whole listing: by
 * another clock changes would be missed.
 */
final class Watch {

    /** Everything is fetched this often in any case, whatever the controller's clock does. */
    private static final Duration WHOLE = Duration.ofSeconds(60);

    private List<Listing.Job> jobs = List.of();
    private long since;
    private long wholeAt;

    /**
     * The query that asks for changes only, or for everything.
     *
     * @param now by the controller's clock; 0 if it is not known
     */
    String query(long now) {
        boolean old = System.nanoTime() - wholeAt > WHOLE.toNanos();
        boolean setBack = now != 0 && now < since;
        return since == 0 || old || setBack ? "" : "?update_time=" + since;
    }

    /**
     * Keeps a whole listing.
     *
     * @param since when it was asked for at the latest, by the controller's clock; 0 if not known
     */
    void saw(List<Listing.Job> jobs, long since) {
        this.jobs = jobs;
        this.since = since;
        this.wholeAt = System.nanoTime();
    }

    List<Listing.Job> jobs() {
        return jobs;
    }
}
