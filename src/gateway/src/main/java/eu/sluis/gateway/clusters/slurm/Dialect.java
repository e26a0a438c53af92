package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.gateway.clusters.Sighting.ProcessExit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What differs between the versions of slurmrestd's interface.
 *
 * <p>Pure: shapes in, shapes out.
 */
sealed interface Dialect permits V38, V42 {

    /** Those that are spoken, the newest first. */
    List<Dialect> NEWEST_FIRST = List.of(new V42(), new V38());

    /** As paths have it, such as {@code v0.0.42}. */
    String version();

    /** The body of a submission. */
    Map<String, Object> submission(Launch launch);

    /**
     * What of an accepted submission slurmrestd did not take: if anything, the job is not what was
     * asked for.
     */
    Optional<String> disregarded(JsonNode answer);

    /** The words for a job's state, such as {@code RUNNING} and {@code COMPLETING}. */
    Set<String> states(JsonNode job);

    /** How the job's process ended, where Slurm says so. */
    Optional<ProcessExit> exit(JsonNode job);

    /** The number of the error that a DELETE answers with, or 0. */
    int deletionError(JsonNode answer);

    /**
     * The resource that tells the controller's clock, where a listing does not; to be asked before
     * the listing.
     */
    Optional<String> clock();

    /** The controller's clock, in seconds since 1970, in an answer from {@link #clock}. */
    OptionalLong seconds(JsonNode answer);

    /** Whether a listing with {@code update_time} says that nothing changed. */
    boolean unchanged(int status, Listing listing);
}
