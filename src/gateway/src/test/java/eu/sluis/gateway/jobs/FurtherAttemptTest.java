package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.RunnerPhase;
import eu.sluis.gateway.clusters.slurm.FakeSlurm;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a key was released: when another attempt may follow, and that only one has a result. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
@NullUnmarked // its fields are set before each test
class FurtherAttemptTest {

    private static final Exit WELL = new Exit(0, null, false, false, 10);

    private FakeSlurm slurm;
    private Work work;

    @BeforeEach
    void start() {
        slurm = SlurmSites.nl;
        TestSites.register();
        work = Work.make();
    }

    /** A job whose runner has a key. */
    private record Running(JobView job, TestRunner runner) {}

    private Running running(int attempts) {
        JobView job =
                Work.body(
                        work.submit(Work.repeatable(work.intent(), attempts)), 201, JobView.class);
        work.awaitState(job.id(), JobState.PENDING);
        TestRunner runner = new TestRunner(attempts(job).getLast());
        runner.granted();
        return new Running(job, runner);
    }

    private List<String> attempts(JobView job) {
        return Sql.column("SELECT id FROM attempt WHERE job = ? ORDER BY number", job.id().value())
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private void onCluster(Running running, String state) {
        long id = slurm.named("sluis-" + running.runner.attempt).getFirst();
        slurm.set(id, "job_state", state);
    }

    private static void lapse(Running running) {
        Sql.execute(
                "UPDATE attempt SET lease_until = now() - interval '11 seconds' WHERE id = ?",
                running.runner.attempt.value());
    }

    private TestRunner awaitSecond(Running first) {
        Await.until(() -> attempts(first.job).size() == 2, () -> look(first).toString());
        work.awaitState(first.job.id(), JobState.PENDING);
        return new TestRunner(attempts(first.job).getLast());
    }

    private JobView look(Running running) {
        return work.look(running.job.id());
    }

    @Test
    void anotherAttemptWaitsForTheLeaseOfTheOldOneAndTheOldOneCommitsNothing() {
        Running first = running(2);
        NewCommit late = first.runner.prepared(WELL);

        onCluster(first, "NODE_FAIL");
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(attempts(first.job)).hasSize(1);
        lapse(first);

        TestRunner second = awaitSecond(first);
        second.granted();
        assertThat(Http.problem(first.runner.post("commit", late))).isEqualTo("stale-fence");
        assertThat(proceeds(first.runner)).isFalse();
        Work.body(second.post("commit", second.prepared(WELL)), 200, JobView.class);
        assertThat(Http.problem(first.runner.post("commit", late))).isEqualTo("stale-fence");
        assertThat(look(first).state()).isEqualTo(JobState.COMPLETED);
        assertThat(work.leaves("release.answered")).isEqualTo(2);
        assertThat(work.leaves("job.committed")).isEqualTo(1);
    }

    private static boolean proceeds(TestRunner runner) {
        return Work.body(runner.post("lease", null), 200, Lease.class).proceed();
    }

    @Test
    void aLeaseThatLapsedIsNotRenewed() {
        Running first = running(1);
        assertThat(proceeds(first.runner)).isTrue();

        lapse(first);

        assertThat(proceeds(first.runner)).isFalse();
    }

    @Test
    void anotherAttemptFollowsTheOldOnesEndReportAtOnce() {
        Running first = running(2);

        first.runner.post("reports", first.runner.sign(stop(first, "unavailable")));

        awaitSecond(first).granted();
        assertThat(look(first).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aVerdictIsNotTriedAgain() {
        Running first = running(2);

        first.runner.post("reports", first.runner.sign(stop(first, "not-sealed")));

        assertThat(look(first).state()).isEqualTo(JobState.FAILED);
    }

    private static AttemptReport stop(Running running, String problem) {
        return new AttemptReport(
                running.runner.attempt,
                RunnerPhase.REFUSED,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                problem);
    }

    @Test
    void withoutLeaveOfTheIntentNothingIsTriedAgain() {
        Running first = running(1);

        onCluster(first, "NODE_FAIL");
        lapse(first);

        work.awaitState(first.job.id(), JobState.FAILED);
        assertThat(attempts(first.job)).hasSize(1);
    }

    @Test
    void aRunningJobIsCancelledOnTheClusterAtOnce() {
        Running first = running(3);
        onCluster(first, "RUNNING");
        long id = slurm.named("sluis-" + first.runner.attempt).getFirst();

        work.http().post("/v1/jobs/" + first.job.id() + "/cancel", "{}");

        Await.until(() -> slurm.state(id).startsWith("CANCELLED"), () -> slurm.state(id));
        work.awaitState(first.job.id(), JobState.CANCELLED);
        assertThat(attempts(first.job)).hasSize(1);
    }

    @Test
    void theDatabaseItselfKeepsJobsAttemptsAndResultsSingle() {
        Running first = running(2);
        Work.body(first.runner.post("commit", first.runner.prepared(WELL)), 200, JobView.class);
        String job = "FROM job WHERE id = '" + first.job.id() + "'";

        assertThatThrownBy(() ->
                        Sql.execute(
                                """
                                INSERT INTO job (tenant, id, number, project, intent_id, intent, intent_signature,
                                    intent_key, case_dataset, state, cpus, memory_mebibytes, seconds)
                                SELECT tenant, gen_random_uuid(), number + 1000, project, gen_random_uuid(), intent,
                                    intent_signature, intent_key, case_dataset, 'ACCEPTED', 1, 1, 1
                                """
                                        + job))
                .hasMessageContaining("job_case");
        String attempt =
                """
                INSERT INTO attempt (tenant, id, job, number, site, state)
                SELECT tenant, gen_random_uuid(), id, %d, 'nl', 'submitting'
                """
                        + job;
        Sql.execute(attempt.formatted(98));
        assertThatThrownBy(() -> Sql.execute(attempt.formatted(99)))
                .hasMessageContaining("attempt_one_live");
        assertThatThrownBy(() ->
                        Sql.execute(
                                """
                                INSERT INTO version (tenant, id, dataset, number, state, job, key_file)
                                SELECT tenant, gen_random_uuid(), case_dataset, 99, 'closed', id, ''
                                """
                                        + job))
                .hasMessageContaining("version_one_result");
    }
}
