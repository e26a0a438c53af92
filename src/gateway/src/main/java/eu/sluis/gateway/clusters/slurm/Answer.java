package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.time.Duration;

/**
 * An answer of slurmrestd.
 *
 * <p>The HTTP status is no verdict (Slurm 22.05): whoever asked looks at the errors in the body.
 *
 * @param bytes not copied
 * @param took from the sending of the request
 */
record Answer(int status, byte[] bytes, Duration took) {

    /** A refusal takes milliseconds; what takes longer waited for a controller that is away. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    /** Whether the controller is away, as far as slurmrestd knows. */
    boolean controllerAway() {
        return status >= 500 && took.compareTo(SLOW) >= 0;
    }

    /** The body; missing where it is not JSON. */
    JsonNode body() {
        try {
            JsonNode tree = Json.mapper().readTree(bytes);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * The number of the first error in {@code body}, or 0; -1 where it has none.
     *
     * <p>Source: slurm_errno.h; v0.0.38 spells it in two ways.
     */
    static int error(JsonNode body) {
        JsonNode first = body.path("errors").path(0);
        JsonNode number =
                first.has("error_number") ? first.get("error_number") : first.path("error_code");
        return number.asInt(first.isMissingNode() ? 0 : -1);
    }
}
