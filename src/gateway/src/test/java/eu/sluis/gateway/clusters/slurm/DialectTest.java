package eu.sluis.gateway.clusters.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Json;
import eu.sluis.contract.document.Resources;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Sighting.Ending;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between the versions, against recorded answers. */
class DialectTest {

    private static final AttemptId ATTEMPT = AttemptId.of("0b5c7f60-6f0a-4f61-8a5e-3b6d1a5b9a01");
    private static final Launch LAUNCH =
            new Launch(ATTEMPT, new Resources(2, 1024, 90), Optional.of("batch"));

    private static String json(Object submission) {
        return new String(Json.canonical(submission));
    }

    private static JsonNode job(String capture) {
        return Capture.of(capture).body().path("jobs").path(0);
    }

    @Test
    void v38SubmitsTheConstantLauncherHeldAndNothingElse() {
        assertThat(json(new V38().submission(LAUNCH)))
                .isEqualTo(
                        """
                        {"job":{"cpus_per_task":2,"current_working_directory":"/","environment":{"PATH":"/usr/bin:/bin"},\
                        "hold":true,"memory_per_node":1024,"name":"sluis-%s","no_requeue":true,"partition":"batch",\
                        "standard_error":"/dev/null","standard_input":"/dev/null","standard_output":"/dev/null",\
                        "tasks":1,"time_limit":17},\
                        "script":"#!/bin/sh\\nexec /usr/lib/sluis/sluis-runner %s\\n"}\
                        """
                                .formatted(ATTEMPT, ATTEMPT));
    }

    @Test
    void v42SubmitsTheSameInItsOwnSpelling() {
        assertThat(json(new V42().submission(LAUNCH)))
                .isEqualTo(
                        """
                        {"job":{"cpus_per_task":2,"current_working_directory":"/","environment":["PATH=/usr/bin:/bin"],\
                        "hold":true,"memory_per_node":{"number":1024,"set":true},"name":"sluis-%s","partition":"batch",\
                        "requeue":false,"script":"#!/bin/sh\\nexec /usr/lib/sluis/sluis-runner %s\\n",\
                        "standard_error":"/dev/null","standard_input":"/dev/null","standard_output":"/dev/null",\
                        "tasks":1,"time_limit":{"number":17,"set":true}}}\
                        """
                                .formatted(ATTEMPT, ATTEMPT));
    }

    @ParameterizedTest
    @CsvSource({
        "job_get_completed, FINISHED, exit code 0",
        "job_get_exit7_done, FAILED, exit code 7",
        "job_get_sig9_done, FAILED, signal 9",
        "job_get_oom, OUT_OF_MEMORY,",
        "job_get_cancelled, CANCELLED, exit code 0",
        "job_get_node_fail, NODE_FAILED, exit code 0"
    })
    void v38ReadsHowARealJobEnded(String capture, Ending ending, String exit) {
        assertEnded(Sightings.of(new V38(), job(capture)), ending, exit);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, SUCCESS, 0, 0, FINISHED, exit code 0",
        "FAILED, ERROR, 7, 0, FAILED, exit code 7",
        "FAILED, SIGNALED, 0, 9, FAILED, signal 9",
        "CANCELLED, SIGNALED, 0, 15, CANCELLED, signal 15",
        "TIMEOUT, SIGNALED, 0, 15, TIMEOUT, signal 15",
        "DEADLINE, SUCCESS, 0, 0, TIMEOUT, exit code 0",
        "OUT_OF_MEMORY, SIGNALED, 0, 125, OUT_OF_MEMORY,",
        "NODE_FAIL, SUCCESS, 0, 0, NODE_FAILED, exit code 0",
        "PREEMPTED, SIGNALED, 0, 15, NODE_FAILED, signal 15"
    })
    void v42ReadsHowAJobEnded(
            String state, String status, int code, int signal, Ending ending, String exit) {
        ObjectNode job = (ObjectNode) job("v42_job_get").deepCopy();
        job.putArray("job_state").add(state);
        ObjectNode how = (ObjectNode) job.path("exit_code");
        how.putArray("status").add(status);
        ((ObjectNode) how.path("return_code")).put("set", signal == 0).put("number", code);
        ((ObjectNode) how.path("signal").path("id")).put("set", signal != 0).put("number", signal);

        assertEnded(Sightings.of(new V42(), job), ending, exit);
    }

    @Test
    void v42ReadsTheRecordedJobThatEndedWithSeven() {
        assertEnded(Sightings.of(new V42(), job("v42_job_get")), Ending.FAILED, "exit code 7");
    }

    private static void assertEnded(Sighting seen, Ending ending, String exit) {
        assertThat(seen)
                .isInstanceOfSatisfying(
                        Sighting.Ended.class,
                        ended -> {
                            assertThat(ended.ending()).isEqualTo(ending);
                            assertThat(ended.exit() == null ? null : ended.exit().toString())
                                    .isEqualTo(exit);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "FAILED", "CANCELLED", "NODE_FAIL", "TIMEOUT"})
    void aJobWhoseProcessesMayStillBeThereHasNotEnded(String state) {
        ObjectNode job = (ObjectNode) job("v42_job_get").deepCopy();
        job.putArray("job_state").add(state).add("COMPLETING");
        ObjectNode older = (ObjectNode) job("job_get_completed").deepCopy();
        older.put("job_state", "COMPLETING");

        assertThat(Sightings.of(new V42(), job)).isInstanceOf(Sighting.Running.class);
        assertThat(Sightings.of(new V38(), older)).isInstanceOf(Sighting.Running.class);
    }

    @Test
    void aStateThatWeDoNotKnowIsNoEnd() {
        ObjectNode job = (ObjectNode) job("v42_job_get").deepCopy();
        job.putArray("job_state").add("SOMETHING_NEW");

        assertThat(Sightings.of(new V42(), job)).isInstanceOf(Sighting.Running.class);
    }

    @Test
    void aHeldJobOfV42IsAcceptedInSpiteOfItsWarnings() {
        assertThat(new V42().disregarded(Capture.of("v42_hold").body())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v42_unknown_key", "v42_submit_old_form_env_dict"})
    void whatV42DidNotTakeIsNoticed(String capture) {
        assertThat(new V42().disregarded(Capture.of(capture).body())).isPresent();
    }

    @Test
    void v42TellsAnUnchangedListingFromAnEmptyOne() {
        byte[] unchanged = Capture.of("v42_jobs_update_time_future").bytes();
        ObjectNode empty = (ObjectNode) Capture.of("v42_job_get").body().deepCopy();
        empty.putArray("jobs");

        assertThat(new V42().unchanged(200, Listing.read(new V42(), unchanged))).isTrue();
        assertThat(new V42().unchanged(200, Listing.read(new V42(), Json.canonical(empty))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"v42_delete_done, 2021", "v42_delete_unknown, 2017"})
    void v42SaysInItsStatusWhyNothingWasCancelled(String capture, int error) {
        assertThat(new V42().deletionError(Capture.of(capture).body())).isEqualTo(error);
    }
}
