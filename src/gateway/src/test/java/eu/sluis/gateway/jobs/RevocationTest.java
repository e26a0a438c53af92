package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.platform.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an attempt's name is worth, and what is left of a release that was revoked. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
class RevocationTest {

    private static final Exit WELL = new Exit(0, null, false, false, 10);

    private Work work;

    @BeforeEach
    void start() {
        TestSites.register();
        work = Work.make();
    }

    private TestRunner runner(JobView job) {
        work.awaitState(job.id(), JobState.PENDING);
        return new TestRunner(
                Sql.column("SELECT id FROM attempt WHERE job = ?", job.id().value())
                        .getFirst()
                        .toString());
    }

    private static UUID objectOf(VersionId version) {
        return (UUID)
                Sql.column("SELECT id FROM object WHERE version = ? LIMIT 1", version.value())
                        .getFirst();
    }

    @Test
    void theNameOfAnAttemptThatStillWaitsIsWorthNothing() {
        TestRunner runner = runner(work.job());
        SlurmSites.nl
                .named("sluis-" + runner.attempt)
                .forEach(id -> SlurmSites.nl.set(id, "job_state", "PENDING"));

        assertThat(Http.problem(runner.redeem())).isEqualTo("unavailable");
        assertThat(work.leaves("release.answered")).isZero();
    }

    @Test
    void aSiteThatStatesNodesIsHeldToTheirWord() {
        TestRunner runner = runner(work.job());
        TestSites.registerNodes();

        assertThat(Http.problem(runner.redeem())).isEqualTo("evidence-required");
        assertThat(work.leaves("release.answered")).isZero();
    }

    @Test
    void whoWasTakenOutOfAnInputsProjectIsGivenNeitherReleaseNorLease() {
        TestRunner before = runner(inAnotherProject());
        before.granted();
        TestRunner after = runner(inAnotherProject());

        Sql.execute("DELETE FROM project_member WHERE project = ?", work.project.value());

        assertThat(Http.problem(after.redeem())).isEqualTo("bad-signature");
        assertThat(Http.json(before.post("lease", null)).path("proceed").asBoolean()).isFalse();
    }

    /** A job of another project of the member, with an input of its first one. */
    private JobView inAnotherProject() {
        ProjectId other = work.tenant.project(work.member);
        Input input = work.input(Work.zone("eu/nl"));
        var scope = work.member.scope(work.project, other);
        DatasetView theCase =
                Work.bean(Database.class)
                        .inTenant(
                                scope,
                                handle ->
                                        Work.bean(Datasets.class)
                                                .makeCase(
                                                        handle,
                                                        scope,
                                                        new NewCase(other, List.of(input))));
        RunIntent base = work.intent(List.of(input), theCase, work.version(theCase, 100));
        RunIntent intent = Work.changed(base, members -> members.put("project", other.toString()));
        return Work.body(work.submit(intent), 201, JobView.class);
    }

    @Test
    void afterItsKeyWasRevokedARunnerReadsNothingFurtherButMayCommit() {
        RunIntent intent = work.intent();
        JobView job = Work.body(work.submit(intent), 201, JobView.class);
        TestRunner runner = runner(job);
        runner.granted();
        var version = intent.inputs().getFirst().version().version();
        ObjectId object = new ObjectId(objectOf(version));
        assertThat(runner.get("objects/" + object).statusCode()).isEqualTo(200);

        Sql.execute(
                "UPDATE signing_key SET revoked = now() WHERE tenant = ?",
                work.tenant.id().value());

        assertThat(Http.problem(runner.get("versions/" + version))).isEqualTo("release-ended");
        assertThat(Http.problem(runner.get("objects/" + object))).isEqualTo("release-ended");
        assertThat(runner.post("commit", runner.prepared(WELL)).statusCode()).isEqualTo(200);
    }

    @Test
    void jobsThatFindNoUserHoldUpNobodyElse() {
        Work victim = Work.make();
        victim.awaitState(victim.job().id(), JobState.PENDING);
        takeAllUsers();
        JobView stuck = work.job();
        for (int i = 1; i < 33; i++) {
            work.job();
        }

        JobView late = victim.job();

        try {
            victim.awaitState(late.id(), JobState.PENDING);
            assertThat(work.look(stuck.id()).reason()).contains("no free user");
        } finally {
            Sql.execute("DELETE FROM cluster_account WHERE tenant = ?", work.tenant.id().value());
        }
    }

    private void takeAllUsers() {
        for (int number = 100; number < 300; number++) {
            ProjectId project = work.tenant.project(work.member);
            Sql.execute(
                    """
                    INSERT INTO cluster_account (site, account, tenant, project)
                    VALUES ('nl', ?, ?, ?) ON CONFLICT DO NOTHING
                    """,
                    "sluis-p" + number,
                    work.tenant.id().value(),
                    project.value());
        }
    }

    @Test
    void aRowThatWasEditedEndsItsOwnJobAndHoldsUpNobodyElse() {
        Instant begin = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        RunIntent intent = WaitingTest.with(work.intent(), List.of(), null, begin);
        JobView job = Work.body(work.submit(intent), 201, JobView.class);

        Sql.execute(
                "UPDATE policy SET signature = decode(repeat('00', 64), 'hex') WHERE tenant = ?",
                work.tenant.id().value());

        assertThat(work.awaitState(job.id(), JobState.REFUSED).problem())
                .isEqualTo("custody-refused");
        assertThat(work.leaves("job.ended")).isEqualTo(1);
        Work other = Work.make();
        other.awaitState(other.job().id(), JobState.PENDING);
    }

    @Test
    void anAuditLogThatCannotBeWrittenEndsNoJob() {
        Instant begin = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        RunIntent intent = WaitingTest.with(work.intent(), List.of(), null, begin);
        JobView job = Work.body(work.submit(intent), 201, JobView.class);
        Sql.execute(
                "ALTER TABLE audit ADD CONSTRAINT full_log CHECK (tenant <> '%s') NOT VALID"
                        .formatted(work.tenant.id()));
        try {
            Await.until(
                    () -> reason(job).contains("not be dispatched"),
                    () -> work.look(job.id()).toString());
        } finally {
            Sql.execute("ALTER TABLE audit DROP CONSTRAINT full_log");
        }
        assertThat(work.look(job.id()).state()).isEqualTo(JobState.ACCEPTED);

        Sql.execute("UPDATE job SET next_try = NULL WHERE id = ?", job.id().value());

        work.awaitState(job.id(), JobState.PENDING);
    }

    private String reason(JobView job) {
        return String.valueOf(work.look(job.id()).reason());
    }
}
