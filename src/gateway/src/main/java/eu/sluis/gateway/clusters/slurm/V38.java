package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.gateway.clusters.Sighting.ProcessExit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Slurm 22.05 to 23.11. Source: captures of 22.05.8, and a real one in the tests. */
record V38() implements Dialect {

    private static final int NOT_MODIFIED = 304;

    @Override
    public String version() {
        return "v0.0.38";
    }

    @Override
    public Map<String, Object> submission(Launch launch) {
        Map<String, Object> job = launch.job();
        job.put("environment", Map.of("PATH", "/usr/bin:/bin"));
        job.put("memory_per_node", launch.memoryMebibytes());
        job.put("time_limit", launch.minutes());
        // "requeue": false would be ignored.
        job.put("no_requeue", true);
        return Map.of("job", job, "script", launch.script());
    }

    /** Nothing: what it does not know, it refuses. */
    @Override
    public Optional<String> disregarded(JsonNode answer) {
        return Optional.empty();
    }

    @Override
    public Set<String> states(JsonNode job) {
        return Set.of(job.path("job_state").asText(""));
    }

    /** A raw wait status. */
    @Override
    public Optional<ProcessExit> exit(JsonNode job) {
        int status = job.path("exit_code").asInt(-1);
        return status < 0 ? Optional.empty() : ProcessExit.of(status >> 8 & 0xff, status & 0x7f);
    }

    @Override
    public int deletionError(JsonNode answer) {
        return Answer.error(answer);
    }

    @Override
    public Optional<String> clock() {
        return Optional.of("diag");
    }

    @Override
    public OptionalLong seconds(JsonNode answer) {
        JsonNode at = answer.path("statistics").path("req_time");
        return at.isIntegralNumber() ? OptionalLong.of(at.asLong()) : OptionalLong.empty();
    }

    @Override
    public boolean unchanged(int status, Listing listing) {
        return status == NOT_MODIFIED;
    }
}
