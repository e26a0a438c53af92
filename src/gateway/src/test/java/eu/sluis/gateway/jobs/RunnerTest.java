package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.RunnerPhase;
import eu.sluis.gateway.clusters.slurm.FakeSlurm;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.matrix.Operation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
class RunnerTest {

    private static final Exit WELL = new Exit(0, null, false, false, 10);

    private FakeSlurm slurm;
    private Work work;
    private RunIntent intent;
    private JobView job;
    private TestRunner runner;

    @BeforeEach
    void aJobThatWaitsOnTheCluster() {
        slurm = SlurmSites.nl;
        TestSites.register();
        work = Work.make();
        intent = work.intent();
        job = Work.body(work.submit(intent), 201, JobView.class);
        work.awaitState(job.id(), JobState.PENDING);
        runner = new TestRunner(attempt());
    }

    private String attempt() {
        return attempt(job);
    }

    private static String attempt(JobView job) {
        return Sql.column(
                        "SELECT id FROM attempt WHERE job = ? ORDER BY number DESC",
                        job.id().value())
                .getFirst()
                .toString();
    }

    private long clusterJob() {
        return slurm.named("sluis-" + attempt()).getFirst();
    }

    private static void assertProblem(java.net.http.HttpResponse<byte[]> answer, String problem) {
        assertThat(Http.problem(answer)).as(new String(answer.body())).isEqualTo(problem);
    }

    @Test
    void releasesCommitsAndRepeatsTheSameAnswer() {
        runner.granted();
        assertThat(work.look(job.id()).state()).isEqualTo(JobState.RUNNING);
        NewCommit commit = runner.prepared(WELL);

        JobView done = Work.body(runner.post("commit", commit), 200, JobView.class);
        JobView again = Work.body(runner.post("commit", commit), 200, JobView.class);

        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(again).usingRecursiveComparison().isEqualTo(done);
        assertThat(work.leaves("job.committed")).isEqualTo(1);
        assertThat(work.leaves("release.answered")).isEqualTo(1);
        assertThat(work.decisions("commit")).containsExactly(true);
    }

    @Test
    void theSameKeysGetTheSameBytesAndOneLeaf() {
        NewRedemption redemption = runner.redemption();
        byte[] first = Http.anonymous().send("POST", "/v1/runner/redemptions", redemption).body();

        for (int i = 0; i < 20; i++) {
            byte[] again =
                    Http.anonymous().send("POST", "/v1/runner/redemptions", redemption).body();
            assertThat(again).isEqualTo(first);
        }

        assertThat(work.leaves("release.answered")).isEqualTo(1);
    }

    @Test
    void otherKeysGetNothingAndRaiseAnAlarm() {
        runner.granted();

        var answer = new TestRunner(attempt()).redeem();

        assertProblem(answer, "slot-taken");
        assertThat(work.leaves("slot.alarm")).isEqualTo(1);
        assertThat(work.look(job.id()).state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void anIdThatWentToAnotherJobGetsNothing() {
        slurm.reuse(clusterJob(), "somebody-elses", "sluis-p100");

        var answer = runner.redeem();

        assertProblem(answer, "stale-fence");
        assertThat(work.leaves("release.answered")).isZero();
    }

    @Test
    void aCancelledJobGetsNoKey() {
        work.http().post("/v1/jobs/" + job.id() + "/cancel", "{}");

        var answer = runner.redeem();

        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(work.leaves("release.answered")).isZero();
        work.awaitState(job.id(), JobState.CANCELLED);
    }

    @Test
    void aRevokedAuthorEndsTheJobBeforeAnyKey() {
        Sql.execute(
                "UPDATE signing_key SET revoked = now() WHERE tenant = ?",
                work.tenant.id().value());

        assertProblem(runner.redeem(), "bad-signature");

        assertThat(work.look(job.id()).state()).isEqualTo(JobState.REFUSED);
    }

    @Test
    void aStaleFenceCommitsNothing() {
        runner.granted();
        NewCommit commit = runner.prepared(WELL);
        Sql.execute("UPDATE job SET fence = fence + 1 WHERE id = ?", job.id().value());

        var answer = runner.post("commit", commit);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertProblem(answer, "stale-fence");
        assertThat(work.look(job.id()).state()).isEqualTo(JobState.RUNNING);
        assertThat(work.leaves("job.committed")).isZero();
        assertThat(work.leaves("version.closed")).isEqualTo(2);
        assertThat(Work.body(runner.post("lease", null), 200, Lease.class).proceed()).isFalse();
    }

    @Test
    void leasesEndWhenTheJobIsCancelled() {
        runner.granted();
        assertThat(Work.body(runner.post("lease", null), 200, Lease.class).proceed()).isTrue();

        work.http().post("/v1/jobs/" + job.id() + "/cancel", "{}");

        assertThat(Work.body(runner.post("lease", null), 200, Lease.class).proceed()).isFalse();
    }

    @Test
    void readsTheVersionsOfItsReleaseAndNoOthers() {
        runner.granted();
        VersionId own = intent.inputs().getFirst().version().version();
        VersionId other = work.input(Work.zone("eu/nl")).version().version();

        assertThat(runner.get("versions/" + own).statusCode()).isEqualTo(200);
        assertProblem(runner.get("versions/" + other), "not-found");
    }

    /** Another's attempt is not this runner's to speak for; all else of others is not there. */
    @Test
    void idsOfAnotherTenantGiveTheSameBytesAsIdsOfNothing() {
        runner.granted();
        Map<String, String> own = ids(runner.attempt.toString(), intent);
        Work other = Work.make();
        RunIntent theirs = other.intent();
        JobView theirJob = Work.body(other.submit(theirs), 201, JobView.class);
        other.awaitState(theirJob.id(), JobState.PENDING);
        TestRunner theirRunner = new TestRunner(attempt(theirJob));
        theirRunner.granted();
        Map<String, String> foreign = ids(theirRunner.attempt.toString(), theirs);
        int asked = 0;

        for (Operation operation : Operation.all()) {
            if (!operation.path().startsWith("/v1/runner/attempts/")) {
                continue;
            }
            for (String parameter : operation.parameters()) {
                var answer = ask(operation, replaced(own, parameter, foreign.get(parameter)));
                var nothing =
                        ask(operation, replaced(own, parameter, UUID.randomUUID().toString()));

                assertThat(answer.body())
                        .as("%s, {%s}", operation, parameter)
                        .isEqualTo(nothing.body());
                assertThat(answer.statusCode())
                        .as("%s, {%s}: %s", operation, parameter, new String(answer.body()))
                        .isEqualTo(parameter.equals("attempt") ? 401 : 404);
                asked++;
            }
            if (operation.method().equals("GET")) {
                assertThat(ask(operation, own).statusCode()).as("%s", operation).isEqualTo(200);
            }
        }

        assertThat(asked).isGreaterThan(8);
    }

    private static Map<String, String> ids(String attempt, RunIntent intent) {
        VersionId version = intent.inputs().getFirst().version().version();
        String object =
                Sql.column("SELECT id FROM object WHERE version = ?", version.value())
                        .getFirst()
                        .toString();
        return Map.of("attempt", attempt, "version", version.toString(), "object", object);
    }

    private static Map<String, String> replaced(
            Map<String, String> ids, String parameter, String id) {
        Map<String, String> all = new HashMap<>(ids);
        all.put(parameter, id);
        return all;
    }

    private HttpResponse<byte[]> ask(Operation operation, Map<String, String> ids) {
        byte[] body =
                operation.method().equals("GET") ? null : "{}".getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(body == null ? new byte[0] : body);
        return runner.sendTo(
                ids.get("attempt"),
                operation.method(),
                operation.pathWith(ids),
                body,
                digest,
                "Content-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(digest.raw()) + ":",
                "Content-Type",
                operation.method().equals("PUT") ? "application/octet-stream" : "application/json");
    }

    @Test
    void aRefusalAfterTheReleaseEndsTheJobWithItsProblem() {
        runner.granted();
        var report = new AttemptReport(runner.attempt, RunnerPhase.REFUSED, now(), "not-sealed");

        runner.post("reports", runner.sign(report));

        JobView failed = work.look(job.id());
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.problem()).isEqualTo("not-sealed");
    }

    @Test
    void aStrangersRefusalChangesNothingButANote() {
        var report =
                new AttemptReport(runner.attempt, RunnerPhase.REFUSED, now(), "evidence-required");

        runner.post("reports", runner.sign(report));

        assertThat(work.look(job.id()).state()).isEqualTo(JobState.PENDING);
        runner.granted();
        assertThat(work.look(job.id()).problem()).isNull();
    }

    @Test
    void anotherRunnersSignatureIsNotTaken() {
        runner.granted();
        var stranger = new TestRunner(attempt());

        assertProblem(stranger.post("lease", null), "unauthenticated");
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
