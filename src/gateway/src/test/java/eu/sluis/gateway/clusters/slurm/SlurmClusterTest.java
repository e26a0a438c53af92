package eu.sluis.gateway.clusters.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Json;
import eu.sluis.contract.document.Resources;
import eu.sluis.gateway.clusters.AttemptOrder;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Sighting.Ending;
import eu.sluis.gateway.clusters.Submission;
import eu.sluis.gateway.clusters.slurm.FakeSlurm.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlurmClusterTest {

    private static final String USER = "sluis-p1";

    private final AttemptId attempt = new AttemptId(UUID.randomUUID());

    @TempDir Path tokens;
    private FakeSlurm slurm;
    private SlurmCluster cluster;

    @BeforeEach
    void start() throws IOException {
        slurm = new FakeSlurm();
        Files.writeString(tokens.resolve(USER), "token-of-" + USER);
        cluster = cluster(slurm.url());
    }

    @AfterEach
    void stop() {
        slurm.close();
    }

    private SlurmCluster cluster(URI url) {
        return new SlurmCluster(url, tokens, Optional.of("batch"), Duration.ofMillis(500));
    }

    private AttemptOrder order() {
        return new AttemptOrder(attempt, new Resources(2, 1024, 90), USER);
    }

    private String submit() {
        return ((Submission.Submitted) cluster.submit(order())).clusterJob();
    }

    private String name() {
        return "sluis-" + attempt;
    }

    @Test
    void submitsTheConstantLauncherHeldAndNothingElse() {
        cluster.submit(order());

        assertThat(new String(Json.canonical(slurm.submissions().getFirst())))
                .isEqualTo(
                        """
                        {"job":{"cpus_per_task":2,"current_working_directory":"/","environment":{"PATH":"/usr/bin:/bin"},\
                        "hold":true,"memory_per_node":1024,"name":"%s","no_requeue":true,"partition":"batch",\
                        "standard_error":"/dev/null","standard_input":"/dev/null","standard_output":"/dev/null",\
                        "tasks":1,"time_limit":17},\
                        "script":"#!/bin/sh\\nexec /usr/lib/sluis/sluis-runner %s\\n"}\
                        """
                                .formatted(name(), attempt));
    }

    @Test
    void anAnswerWithAnIdIsAcceptedWhateverErrorsComeWithIt() {
        Submission outcome = cluster.submit(order());

        assertThat(outcome).isEqualTo(new Submission.Submitted("100"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TIME_OUT",
                "RESET",
                "SOCKET_TIMED_OUT_5004",
                "ZERO_BYTES_5005",
                "OK_WITHOUT_ID",
                "TEXT_401"
            })
    void anAnswerThatTellsNothingLeavesTheOutcomeUnknown(Fault fault) {
        slurm.fail(fault, true);

        Submission outcome = cluster.submit(order());

        assertThat(outcome).isInstanceOf(Submission.Unknown.class);
        assertThat(slurm.submissions()).as("never sent twice").hasSize(1);
    }

    @Test
    void whatTheControllerNeverGotMayBeSentAgain() {
        slurm.fail(Fault.CONTROLLER_DOWN_1800, false);

        Submission outcome = cluster.submit(order());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Submission.NotSubmitted.class,
                        refused -> assertThat(refused.again()).isTrue());
    }

    @Test
    void whatSlurmrestdNeverGotMayBeSentAgain() {
        slurm.close();

        Submission outcome = cluster.submit(order());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Submission.NotSubmitted.class,
                        refused -> assertThat(refused.again()).isTrue());
    }

    @Test
    void aRefusalIsFinalAndInOurOwnWords() {
        slurm.fail(Fault.BAD_PARTITION_2000, false);

        Submission outcome = cluster.submit(order());

        assertThat(outcome)
                .isEqualTo(new Submission.NotSubmitted("Slurm does not know the partition", false));
    }

    @Test
    void isFoundByNameWhenTheAnswerWasLost() throws ClusterUnreachable {
        slurm.fail(Fault.SOCKET_TIMED_OUT_5004, true);
        cluster.submit(order());

        Map<AttemptId, Sighting> seen = cluster.look(Set.of(USER));

        assertThat(seen).containsExactly(Map.entry(attempt, new Sighting.Held("100")));
    }

    @Test
    void letsGoOnlyWhatIsHeld() throws ClusterUnreachable {
        String id = submit();

        cluster.release(id, attempt, USER);

        assertThat(slurm.state(100)).isEqualTo("PENDING None");
    }

    @Test
    void aForeignJobWithOurRecordedIdIsNeverReadReleasedOrCancelled() throws ClusterUnreachable {
        String id = submit();
        slurm.reuse(100, "somebody-elses", USER);

        assertThatExceptionOfType(ClusterUnreachable.class)
                .isThrownBy(() -> cluster.release(id, attempt, USER));
        cluster.cancel(id, attempt, USER);

        assertThat(cluster.find(attempt, id, USER)).isEmpty();
        assertThat(cluster.look(Set.of(USER))).isEmpty();
        assertThat(slurm.state(100)).isEqualTo("PENDING JobHeldUser");
        assertThat(slurm.requests()).noneMatch(request -> request.startsWith("DELETE"));
    }

    @Test
    void aJobThatAnotherUserGaveOurNameIsNotOurs() throws ClusterUnreachable {
        long id = slurm.foreign(name(), "mallory");

        cluster.cancel(Long.toString(id), attempt, USER);

        assertThat(cluster.find(attempt, Long.toString(id), USER)).isEmpty();
        assertThat(cluster.look(Set.of(USER))).isEmpty();
        assertThat(slurm.state(id)).startsWith("PENDING");
    }

    @Test
    void anIdThatIsNoNumberIsNeverSent() {
        for (String id : new String[] {"abc", "1;2", "../jobs", "1?signal=9", ""}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> cluster.cancel(id, attempt, USER));
        }
        assertThat(slurm.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "job_get_completed, FINISHED",
        "job_get_exit7_done, FAILED",
        "job_get_oom, OUT_OF_MEMORY",
        "job_get_cancelled, CANCELLED",
        "job_get_node_fail, NODE_FAILED"
    })
    void readsHowARealJobEnded(String capture, Ending ending) {
        var job = Capture.of(capture).body().path("jobs").path(0);

        Sighting seen = Sightings.of(job);

        assertThat(seen)
                .isInstanceOfSatisfying(
                        Sighting.Ended.class,
                        ended -> assertThat(ended.ending()).isEqualTo(ending));
    }

    @Test
    void saysSoWhenTheClusterDoesNotAnswer() {
        slurm.hang(true);

        assertThatExceptionOfType(ClusterUnreachable.class)
                .isThrownBy(() -> cluster.look(Set.of(USER)));
    }

    @Test
    void neverCallsTheRouteThatCrashesSlurmrestd() throws ClusterUnreachable {
        String id = submit();
        cluster.release(id, attempt, USER);
        cluster.find(attempt, id, USER);
        cluster.look(Set.of(USER));
        cluster.cancel(id, attempt, USER);

        assertThat(slurm.requests())
                .isNotEmpty()
                .allMatch(request ->
                        request.matches("[A-Z]+ /slurm/v0\\.0\\.38/(jobs|job/(submit|[0-9]+))"));
    }
}
