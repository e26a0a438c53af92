package eu.sluis.gateway.clusters.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.document.Resources;
import eu.sluis.gateway.clusters.AttemptOrder;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Submission;
import eu.sluis.gateway.clusters.slurm.FakeSlurm.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for slurmrestd of either version. */
@ParameterizedClass
@ValueSource(strings = {"v0.0.38", "v0.0.42"})
class SlurmClusterTest {

    private static final String USER = "sluis-p1";

    @Parameter String version;

    private final AttemptId attempt = new AttemptId(UUID.randomUUID());

    @TempDir Path tokens;
    private FakeSlurm slurm;
    private SlurmCluster cluster;

    @BeforeEach
    void start() throws IOException {
        slurm = new FakeSlurm(version);
        Files.writeString(tokens.resolve(USER), "token-of-" + USER);
        cluster = cluster(slurm.url());
    }

    @AfterEach
    void stop() {
        slurm.close();
    }

    private SlurmCluster cluster(URI url) {
        return new SlurmCluster(
                url, tokens, Optional.empty(), Optional.of("batch"), Duration.ofMillis(500));
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
                        request.matches(
                                "[A-Z]+ /slurm/v0[.]0[.][0-9]{2}/(ping|diag|jobs([?]update_time=[0-9]+)?|job/(submit|[0-9]+))"));
    }

    @Test
    void asksOnceWhichVersionThereIs() throws ClusterUnreachable {
        cluster.look(Set.of(USER));
        cluster.look(Set.of(USER));

        assertThat(slurm.requests())
                .filteredOn(request -> request.endsWith("ping"))
                .containsExactlyElementsOf(
                        version.equals("v0.0.42")
                                ? List.of("GET /slurm/v0.0.42/ping")
                                : List.of("GET /slurm/v0.0.42/ping", "GET /slurm/v0.0.38/ping"));
    }

    @Test
    void findsOutAgainWhenSlurmrestdWasReplacedByAnotherVersion() throws Exception {
        cluster.look(Set.of(USER));
        slurm.speak(version.equals("v0.0.42") ? "v0.0.38" : "v0.0.42");

        assertThatExceptionOfType(ClusterUnreachable.class)
                .isThrownBy(() -> cluster.look(Set.of(USER)));

        assertThat(cluster.look(Set.of(USER))).isEmpty();
    }

    @Test
    void listsEverythingOnlyIfSomethingChanged() throws Exception {
        submit();
        letTheSecondPass();
        cluster.look(Set.of(USER));
        letTheSecondPass();
        cluster.look(Set.of(USER));
        int before = slurm.wholeListings();

        Map<AttemptId, Sighting> unchanged = cluster.look(Set.of(USER));

        assertThat(unchanged).containsExactly(Map.entry(attempt, new Sighting.Held("100")));
        assertThat(slurm.wholeListings()).isEqualTo(before);
        slurm.set(100, "state_reason", "Priority");
        assertThat(cluster.look(Set.of(USER)))
                .containsExactly(Map.entry(attempt, new Sighting.Queued("100", "Priority")));
    }

    /** Both clocks count seconds; a change in the second of a listing is asked for once more. */
    private static void letTheSecondPass() throws InterruptedException {
        Thread.sleep(1100);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -5, 5, 3600})
    void missesNoChangeWhateverTheControllersClockSays(long ahead) throws Exception {
        slurm.clockAhead(Duration.ofSeconds(ahead));
        submit();

        for (String reason : List.of("Priority", "Resources", "None", "Dependency", "Licenses")) {
            slurm.set(100, "state_reason", reason);
            assertThat(cluster.look(Set.of(USER)).get(attempt))
                    .isEqualTo(new Sighting.Queued("100", reason));
            Thread.sleep(300);
        }
    }

    @Test
    void anObserversOneListingShowsEverybodysAttemptsAndNoProjectRunsAsTheObserver()
            throws Exception {
        Files.writeString(tokens.resolve("sluis-watch"), "token");
        Files.writeString(tokens.resolve("sluis-p2"), "token");
        SlurmCluster observed =
                new SlurmCluster(
                        slurm.url(),
                        tokens,
                        Optional.of("sluis-watch"),
                        Optional.empty(),
                        Duration.ofMillis(500));
        AttemptId other = new AttemptId(UUID.randomUUID());
        AttemptId mallorys = new AttemptId(UUID.randomUUID());
        slurm.foreign(name(), USER);
        slurm.foreign("sluis-" + other, "sluis-p2");
        slurm.foreign("sluis-" + mallorys, "mallory");

        Map<AttemptId, Sighting> seen = observed.look(Set.of(USER, "sluis-p2"));

        assertThat(seen).containsOnlyKeys(attempt, other);
        assertThat(slurm.wholeListings()).isEqualTo(1);
        assertThat(observed.accounts()).containsExactlyInAnyOrder(USER, "sluis-p2");
    }

    @Test
    void aSiteThatDoesNotAnswerIsLeftAloneUntilItAnswersAPing() throws Exception {
        submit();
        slurm.hang(true);
        for (int i = 0; i < Breaker.FAILURES; i++) {
            assertThatExceptionOfType(ClusterUnreachable.class)
                    .isThrownBy(() -> cluster.look(Set.of(USER)));
        }
        int before = slurm.requests().size();

        long begin = System.nanoTime();
        Submission outcome = cluster.submit(order());
        assertThatExceptionOfType(ClusterUnreachable.class)
                .isThrownBy(() -> cluster.find(attempt, "100", USER));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(200));
        assertThat(outcome)
                .isEqualTo(new Submission.NotSubmitted("the cluster does not answer", true));
        assertThat(slurm.requests()).hasSize(before);

        slurm.hang(false);
        Thread.sleep(Breaker.REST.toMillis() + 100);

        assertThat(cluster.find(attempt, "100", USER)).contains(new Sighting.Held("100"));
        assertThat(slurm.requests().subList(before, before + 1).getFirst()).endsWith("/ping");
    }

    @Test
    void neverHasMoreConnectionsThanItMay() throws Exception {
        submit();
        slurm.delay(Duration.ofMillis(100));
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.submit(() -> cluster.find(attempt, "100", USER));
            }
        }

        assertThat(slurm.mostAtATime()).isBetween(2, SlurmRest.CONNECTIONS);
    }

    @Test
    void anAnswerThatNeverEndsIsNotWaitedFor() throws Exception {
        submit();
        slurm.stallBodies(true);

        long begin = System.nanoTime();
        assertThatExceptionOfType(ClusterUnreachable.class)
                .isThrownBy(() -> cluster.look(Set.of(USER)));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void aSubmissionThatWasNotTakenWholeIsCancelledAndRefused() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(version.equals("v0.0.42"));
        slurm.accept("v42_unknown_key");

        Submission outcome = cluster.submit(order());

        assertThat(outcome)
                .isEqualTo(
                        new Submission.NotSubmitted(
                                "slurmrestd did not take all of the submission", false));
        assertThat(slurm.state(100)).startsWith("CANCELLED");
    }
}
