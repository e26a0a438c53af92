package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Sighting.Ending;

/** Reads a job of {@code GET jobs}. Source: Slurm REST v0.0.38, job_state and state_reason. */
final class Sightings {

    private Sightings() {}

    static Sighting of(JsonNode job) {
        String id = Long.toString(job.path("job_id").asLong());
        String reason = job.path("state_reason").asText("");
        return switch (job.path("job_state").asText("")) {
            case "PENDING" ->
                    reason.startsWith("JobHeld")
                            ? new Sighting.Held(id)
                            : new Sighting.Queued(id, reason);
            case "COMPLETED" -> new Sighting.Ended(id, Ending.FINISHED);
            case "TIMEOUT", "DEADLINE" -> new Sighting.Ended(id, Ending.TIMEOUT);
            case "OUT_OF_MEMORY" -> new Sighting.Ended(id, Ending.OUT_OF_MEMORY);
            case "CANCELLED", "REVOKED" -> new Sighting.Ended(id, Ending.CANCELLED);
            case "NODE_FAIL", "BOOT_FAIL", "PREEMPTED" ->
                    new Sighting.Ended(id, Ending.NODE_FAILED);
            case "FAILED" -> new Sighting.Ended(id, Ending.FAILED);
            // CONFIGURING, RUNNING, SUSPENDED, COMPLETING and what later versions add
            default -> new Sighting.Running(id);
        };
    }

    /** Of two jobs that bear one UUID, the one that is further; one that has ended hides none. */
    static Sighting further(Sighting a, Sighting b) {
        return rank(a) >= rank(b) ? a : b;
    }

    private static int rank(Sighting sighting) {
        return switch (sighting) {
            case Sighting.Ended ended -> 0;
            case Sighting.Held held -> 1;
            case Sighting.Queued queued -> 2;
            case Sighting.Running running -> 3;
        };
    }
}
