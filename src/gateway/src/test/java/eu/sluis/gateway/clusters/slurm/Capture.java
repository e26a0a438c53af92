package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One recorded answer of a real slurmrestd; src/test/resources/slurm has them. */
record Capture(int status, JsonNode body) {

    static Capture of(String name) {
        try (var in = Capture.class.getResourceAsStream("/slurm/v0.0.38/" + name + ".json")) {
            JsonNode response = Json.mapper().readTree(in).path("response");
            return new Capture(response.path("status").asInt(), response.path("body"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body as it came over the wire, which is not always JSON. */
    byte[] bytes() {
        String text = body.isTextual() ? body.asText() : body.toString();
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
