package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Sighting.Ending;
import java.util.Map;
import java.util.Set;

/** Reads a job. Source: Slurm REST, job_state and state_reason. */
final class Sightings {

    private static final Map<String, Ending> ENDINGS =
            Map.ofEntries(
                    Map.entry("COMPLETED", Ending.FINISHED),
                    Map.entry("FAILED", Ending.FAILED),
                    Map.entry("TIMEOUT", Ending.TIMEOUT),
                    Map.entry("DEADLINE", Ending.TIMEOUT),
                    Map.entry("OUT_OF_MEMORY", Ending.OUT_OF_MEMORY),
                    Map.entry("CANCELLED", Ending.CANCELLED),
                    Map.entry("REVOKED", Ending.CANCELLED),
                    Map.entry("NODE_FAIL", Ending.NODE_FAILED),
                    Map.entry("BOOT_FAIL", Ending.NODE_FAILED),
                    Map.entry("PREEMPTED", Ending.NODE_FAILED));

    private Sightings() {}

    static Sighting of(Dialect dialect, JsonNode job) {
        String id = Long.toString(job.path("job_id").asLong());
        Set<String> states = dialect.states(job);
        // Processes of a job that is COMPLETING may still be there, whatever else it is.
        if (states.contains("COMPLETING")) {
            return new Sighting.Running(id);
        }
        if (states.contains("PENDING")) {
            String reason = job.path("state_reason").asText("");
            return reason.startsWith("JobHeld")
                    ? new Sighting.Held(id)
                    : new Sighting.Queued(id, reason);
        }
        for (String state : states) {
            Ending ending = ENDINGS.get(state);
            if (ending != null) {
                return new Sighting.Ended(id, ending, dialect.exit(job).orElse(null));
            }
        }
        // CONFIGURING, RUNNING, SUSPENDED and what later versions add
        return new Sighting.Running(id);
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
