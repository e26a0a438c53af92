package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One recorded answer of a real slurmrestd; src/test/resources/slurm has them. */
record Capture(int status, JsonNode body) {

    /** An answer by name; those of the newer version begin with {@code v}. */
    static Capture of(String name) {
        String version = name.startsWith("v") ? "v0.0.42" : "v0.0.38";
        String path = "/slurm/" + version + "/" + name + ".json";
        try (var in = Capture.class.getResourceAsStream(path)) {
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
