package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.JobId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.gateway.clusters.slurm.FakeSlurm;
import eu.sluis.gateway.clusters.slurm.FakeSlurm.Fault;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
class DispatchTest {

    @Inject TestClock clock;

    private FakeSlurm slurm;
    private Work work;

    @BeforeEach
    void start() {
        slurm = SlurmSites.nl;
        TestSites.register();
        work = Work.make();
    }

    @AfterEach
    void putThingsBack() {
        slurm.fail(Fault.NONE, false);
        clock.reset();
    }

    /** The UUIDs of a job's attempts, oldest first. */
    private static List<String> attempts(JobId job) {
        return Sql.column("SELECT id FROM attempt WHERE job = ? ORDER BY number", job.value())
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private static String state(String attempt) {
        return (String)
                Sql.column("SELECT state FROM attempt WHERE id = ?::uuid", attempt).getFirst();
    }

    private static String user(String attempt) {
        return (String)
                Sql.column("SELECT account FROM attempt WHERE id = ?::uuid", attempt).getFirst();
    }

    /** Lets time pass, a span at a time so that the loop notices each, until a second attempt. */
    private void awaitSecondAttempt(JobView job) {
        for (int spans = 0; spans < 20 && attempts(job.id()).size() < 2; spans++) {
            clock.putForward(Reconcile.UNSEEN);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private String awaitSubmission(JobView job) {
        long before = slurm.submissions().size();
        Await.until(
                () -> !attempts(job.id()).isEmpty(), () -> "no attempt of " + work.look(job.id()));
        String attempt = attempts(job.id()).getFirst();
        Await.until(
                () -> slurm.submissions().toString().contains(attempt),
                () -> "never submitted; " + before);
        return attempt;
    }

    @Test
    void submitsHeldRecordsAndLetsGo() {
        JobView job = work.job();

        work.awaitState(job.id(), JobState.PENDING);

        String attempt = attempts(job.id()).getFirst();
        List<Long> ids = slurm.named("sluis-" + attempt);
        assertThat(ids).hasSize(1);
        assertThat(slurm.state(ids.getFirst())).isEqualTo("PENDING None");
        assertThat(work.decisions("dispatch")).containsExactly(true);
        assertThat(work.leaves("attempt.begun")).isEqualTo(1);
    }

    @Test
    void projectsNeverShareAUser() {
        JobView one = work.job();
        JobView two = Work.make().job();
        Await.until(() -> !attempts(one.id()).isEmpty(), () -> "first");
        Await.until(() -> !attempts(two.id()).isEmpty(), () -> "second");

        assertThat(user(attempts(one.id()).getFirst()))
                .isNotEqualTo(user(attempts(two.id()).getFirst()));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TIME_OUT",
                "RESET",
                "SOCKET_TIMED_OUT_5004",
                "ZERO_BYTES_5005",
                "OK_WITHOUT_ID"
            })
    void aJobThatCameAboutThoughTheAnswerWasLostIsAdopted(Fault fault) {
        slurm.fail(fault, true);
        JobView job = work.job();

        JobView pending = work.awaitState(job.id(), JobState.PENDING);

        assertThat(attempts(job.id())).hasSize(1);
        assertThat(slurm.named("sluis-" + attempts(job.id()).getFirst())).hasSize(1);
        assertThat(pending.site().value()).isEqualTo("nl");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TIME_OUT",
                "RESET",
                "SOCKET_TIMED_OUT_5004",
                "ZERO_BYTES_5005",
                "OK_WITHOUT_ID"
            })
    void aJobThatDidNotComeAboutIsDispatchedAgainOnceLongUnseenAndItsGhostIsCancelled(Fault fault) {
        slurm.fail(fault, false);
        JobView job = work.job();
        String lost = awaitSubmission(job);
        slurm.fail(Fault.NONE, false);
        assertThat(state(lost)).isEqualTo("submitting");

        awaitSecondAttempt(job);
        work.awaitState(job.id(), JobState.PENDING);

        assertThat(attempts(job.id())).hasSize(2);
        assertThat(state(lost)).isEqualTo("ended");
        assertThat(slurm.named("sluis-" + lost)).isEmpty();
        assertThat(slurm.named("sluis-" + attempts(job.id()).getLast())).hasSize(1);

        long ghost = slurm.foreign("sluis-" + lost, user(lost));

        Await.until(() -> slurm.state(ghost).startsWith("CANCELLED"), () -> slurm.state(ghost));
        assertThat(attempts(job.id())).hasSize(2);
    }

    @Test
    void aForgottenJobIsDispatchedAgainAndWhoeverGotItsIdIsLeftAlone() {
        JobView job = work.job();
        work.awaitState(job.id(), JobState.PENDING);
        long id = slurm.named("sluis-" + attempts(job.id()).getFirst()).getFirst();

        slurm.reuse(id, "somebody-elses", user(attempts(job.id()).getFirst()));
        awaitSecondAttempt(job);

        work.awaitState(job.id(), JobState.PENDING);
        assertThat(slurm.state(id)).isEqualTo("PENDING JobHeldUser");
    }

    @Test
    void aRefusalOfSlurmEndsTheJobInWords() {
        slurm.fail(Fault.BAD_PARTITION_2000, false);

        JobView failed = work.awaitState(work.job().id(), JobState.FAILED);

        assertThat(failed.reason()).contains("partition");
    }

    @Test
    void cancelsWhatWaitsOnTheCluster() {
        JobView job = work.job();
        work.awaitState(job.id(), JobState.PENDING);
        long id = slurm.named("sluis-" + attempts(job.id()).getFirst()).getFirst();

        work.http().post("/v1/jobs/" + job.id() + "/cancel", "{}");

        work.awaitState(job.id(), JobState.CANCELLED);
        assertThat(slurm.state(id)).startsWith("CANCELLED");
    }

    @Test
    void aRunnerThatEndsWithoutAKeyIsStartedAgain() {
        JobView job = work.job();
        work.awaitState(job.id(), JobState.PENDING);
        long id = slurm.named("sluis-" + attempts(job.id()).getFirst()).getFirst();

        slurm.set(id, "job_state", "FAILED");

        Await.until(() -> attempts(job.id()).size() == 2, () -> work.look(job.id()).toString());
        work.awaitState(job.id(), JobState.PENDING);
        assertThat(state(attempts(job.id()).getFirst())).isEqualTo("ended");
    }

    @Test
    void whatBearsTheNameOfAnAttemptASecondTimeIsCancelled() {
        JobView job = work.job();
        work.awaitState(job.id(), JobState.PENDING);
        String attempt = attempts(job.id()).getFirst();
        long own = slurm.named("sluis-" + attempt).getFirst();
        long twin = slurm.foreign("sluis-" + attempt, user(attempt));

        slurm.set(own, "job_state", "COMPLETED");

        Await.until(() -> slurm.state(twin).startsWith("CANCELLED"), () -> slurm.state(twin));
        Await.until(() -> attempts(job.id()).size() == 2, () -> work.look(job.id()).toString());
    }

    @Test
    void aReplicaThatLostTheSiteMovesNothing() {
        JobView job = work.job();
        work.awaitState(job.id(), JobState.PENDING);
        String attempt = attempts(job.id()).getFirst();
        Sql.execute(
                """
                UPDATE site_lease SET token = token + 1, holder = gen_random_uuid(),
                    until = now() + interval '1 hour' WHERE site = 'nl'
                """);
        try {
            JobView unheard = work.job();
            slurm.set(slurm.named("sluis-" + attempt).getFirst(), "job_state", "FAILED");

            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());

            assertThat(attempts(unheard.id())).isEmpty();
            assertThat(state(attempt)).isEqualTo("queued");
        } finally {
            Sql.execute("UPDATE site_lease SET until = now() WHERE site = 'nl'");
        }
        Await.until(() -> attempts(job.id()).size() == 2, () -> work.look(job.id()).toString());
    }
}
