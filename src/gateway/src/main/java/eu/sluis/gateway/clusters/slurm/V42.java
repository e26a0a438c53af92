package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.gateway.clusters.Sighting.ProcessExit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Slurm 24.11 to 26.05. Source: captures of 25.11.7; no such cluster was at hand.
 *
 * <p>Of its {@code jobs/state} no use is made: it lacks names, and an id alone is no identity.
 */
record V42() implements Dialect {

    /** Where Slurm's own remarks on a job come from, such as that it is held. */
    private static final String SLURMS_REMARK = "slurm_submit_batch_job()";

    @Override
    public String version() {
        return "v0.0.42";
    }

    @Override
    public Map<String, Object> submission(Launch launch) {
        Map<String, Object> job = launch.job();
        job.put("environment", List.of("PATH=/usr/bin:/bin"));
        job.put("memory_per_node", number(launch.memoryMebibytes()));
        job.put("time_limit", number(launch.minutes()));
        job.put("requeue", false);
        job.put("script", launch.script());
        return Map.of("job", job);
    }

    private static Map<String, Object> number(long value) {
        return Map.of("set", true, "number", value);
    }

    /** Every warning but Slurm's own remarks: fields that it does not know are ignored with one. */
    @Override
    public Optional<String> disregarded(JsonNode answer) {
        for (JsonNode warning : answer.path("warnings")) {
            if (!warning.path("source").asText("").equals(SLURMS_REMARK)) {
                return Optional.of("slurmrestd did not take all of the submission");
            }
        }
        return Optional.empty();
    }

    @Override
    public Set<String> states(JsonNode job) {
        Set<String> states = new HashSet<>();
        job.path("job_state").forEach(state -> states.add(state.asText("")));
        return states;
    }

    @Override
    public Optional<ProcessExit> exit(JsonNode job) {
        JsonNode exit = job.path("exit_code");
        OptionalLong code = number(exit.path("return_code"));
        OptionalLong signal = number(exit.path("signal").path("id"));
        return code.isEmpty() && signal.isEmpty()
                ? Optional.empty()
                : ProcessExit.of((int) code.orElse(0), (int) signal.orElse(0));
    }

    /** The value of {@code {"set", "infinite", "number"}}, if it is set to one. */
    private static OptionalLong number(JsonNode struct) {
        boolean set = struct.path("set").asBoolean() && !struct.path("infinite").asBoolean();
        return set ? OptionalLong.of(struct.path("number").asLong()) : OptionalLong.empty();
    }

    @Override
    public int deletionError(JsonNode answer) {
        int error = Answer.error(answer);
        return error != 0
                ? error
                : answer.path("status").path(0).path("error").path("code").asInt(0);
    }

    /** None: each listing says from when it is. */
    @Override
    public Optional<String> clock() {
        return Optional.empty();
    }

    @Override
    public OptionalLong seconds(JsonNode answer) {
        return OptionalLong.empty();
    }

    /** Then there are no jobs, a warning, and no time of the last update. */
    @Override
    public boolean unchanged(int status, Listing listing) {
        return status == 200 && listing.isEmpty() && listing.warned() && listing.lastUpdate() == 0;
    }
}
