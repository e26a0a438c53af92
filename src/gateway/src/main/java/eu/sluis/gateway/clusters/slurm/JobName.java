package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.AttemptId;
import eu.sluis.contract.InvalidValue;
import java.util.Optional;

/** The name of an attempt's job on Slurm, by which alone it is known. */
final class JobName {

    private static final String PREFIX = "sluis-";

    private JobName() {}

    static String of(AttemptId attempt) {
        return PREFIX + attempt;
    }

    /** The attempt that a job is by its name; whoever made it, since any user may give any name. */
    static Optional<AttemptId> attempt(JsonNode job) {
        String name = job.path("name").asText("");
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AttemptId.of(name.substring(PREFIX.length())));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }
}
