package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.sluis.contract.AttemptId;
import eu.sluis.gateway.clusters.Sighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code GET jobs} shows, read job by job: a whole cluster's takes 3 to 10 kB for each.
 *
 * @param whole whether the body has a list of jobs at all
 * @param jobs those that bear an attempt's name
 * @param count of all jobs
 * @param rest the body's other members
 */
record Listing(boolean whole, List<Job> jobs, int count, JsonNode rest) {

    /** Of its own: the contract's refuses what follows a value, which here is the next job. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A job that bears an attempt's name; whose it really is, its user says. */
    record Job(AttemptId attempt, String user, Sighting sighting) {}

    static Listing read(Dialect dialect, byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            return read(dialect, parser);
        } catch (IOException e) {
            return new Listing(false, List.of(), 0, MissingNode.getInstance());
        }
    }

    private static Listing read(Dialect dialect, JsonParser parser) throws IOException {
        List<Job> jobs = new ArrayList<>();
        int count = 0;
        boolean whole = false;
        ObjectNode rest = JSON.createObjectNode();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("slurmrestd answers with an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            if (parser.nextToken() != JsonToken.START_ARRAY || !member.equals("jobs")) {
                rest.set(member, parser.<JsonNode>readValueAsTree());
                continue;
            }
            whole = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                count++;
                job(dialect, parser.readValueAsTree()).ifPresent(jobs::add);
            }
        }
        return new Listing(whole, List.copyOf(jobs), count, rest);
    }

    private static Optional<Job> job(Dialect dialect, JsonNode job) {
        return JobName.attempt(job)
                .map(attempt -> new Job(attempt, user(job), Sightings.of(dialect, job)));
    }

    /** The unix user that a job runs as. */
    static String user(JsonNode job) {
        return job.path("user_name").asText("");
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean warned() {
        return !rest.path("warnings").isEmpty();
    }

    boolean hasErrors() {
        return !rest.path("errors").isEmpty();
    }

    /** When the controller made this, in seconds since 1970 by its clock; 0 if it does not say. */
    long lastUpdate() {
        return rest.path("last_update").path("number").asLong(0);
    }
}
