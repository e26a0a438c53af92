package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.Evidence;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.document.NodeStatement;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.seal.SigningKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same redemption again: the stored answer is as dear as the first one was. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
class ReplayTest {

    private Work work;
    private RunIntent intent;
    private JobView job;
    private TestRunner runner;

    @BeforeEach
    void aJobThatWaitsOnTheCluster() {
        TestSites.register();
        work = Work.make();
        intent = work.intent();
        job = Work.body(work.submit(intent), 201, JobView.class);
        work.awaitState(job.id(), JobState.PENDING);
        runner = stranger();
    }

    /** A runner that knows the attempt's name. */
    private TestRunner stranger() {
        return new TestRunner(
                Sql.column("SELECT id FROM attempt WHERE job = ?", job.id().value())
                        .getFirst()
                        .toString());
    }

    @Test
    void aThousandReplaysGetTheSameBytesAndWriteOneLeafAndOneDecision() {
        runner.granted();
        NewRedemption redemption = runner.redemption();
        byte[] first = send(redemption).body();

        for (int i = 0; i < 1000; i++) {
            if (i % 50 == 0) {
                runner.post("lease", null);
            }
            assertThat(send(redemption).body()).isEqualTo(first);
        }

        assertThat(work.leaves("release.answered")).isEqualTo(1);
        assertThat(work.leaves("release.refused")).isZero();
        assertThat(work.decisions("release")).containsExactly(true);
        assertThat(work.decisions("redemption")).containsExactly(true);
    }

    @Test
    void noKeyLeavesWhileTheAuditLogCannotBeWritten() {
        Sql.withoutAudit(
                work.tenant.id(),
                () -> {
                    HttpResponse<byte[]> answer = runner.redeem();
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(Http.problem(answer)).isEqualTo("unavailable");
                });

        assertThat(work.look(job.id()).state()).isEqualTo(JobState.PENDING);
        assertThat(
                        Sql.column(
                                "SELECT id FROM release_request WHERE attempt = ?",
                                runner.attempt.value()))
                .isEmpty();
        runner.granted();
        assertThat(work.leaves("release.answered")).isEqualTo(1);
    }

    @Test
    void nothingIsRepeatedOnceTheJobIsCancelled() {
        runner.granted();
        work.http().post("/v1/jobs/" + job.id() + "/cancel", "{}");

        HttpResponse<byte[]> again = runner.redeem();

        // Which of the two depends on whether the cluster has ended it by now.
        assertThat(Http.problem(again)).isIn("release-ended", "stale-fence");
        assertThat(work.leaves("release.refused")).isEqualTo(1);
    }

    @Test
    void nothingIsRepeatedOnceTheKeyIsRevoked() {
        runner.granted();
        Sql.execute(
                "UPDATE signing_key SET revoked = now() WHERE tenant = ?",
                work.tenant.id().value());

        assertNoRepeat("bad-signature");
    }

    @Test
    void nothingIsRepeatedOnceTheMemberHasLeftTheProject() {
        runner.granted();
        Sql.execute(
                "DELETE FROM project_member WHERE subject = ? AND project = ?",
                work.member.subject(),
                work.project.value());

        assertNoRepeat("bad-signature");
    }

    @Test
    void nothingIsRepeatedOnceTheIntentHasExpired() {
        runner.granted();
        var expired = work.sign(with(Instant.parse("2026-01-01T00:00:00Z"), EvidenceLevel.A0));
        Sql.execute(
                "UPDATE job SET intent = ?, intent_signature = ? WHERE id = ?",
                expired.signed().document(),
                expired.signed().signature(),
                job.id().value());

        assertNoRepeat("intent-expired");
    }

    @Test
    void nothingIsRepeatedOnceALabelRefusesUntilItAllowsAgain() {
        NewRedemption redemption = runner.redemption();
        byte[] first = send(redemption).body();
        work.tenant.label(work.project.value(), Work.zone("eu/ee"));

        assertNoRepeat("refused-by-policy");

        work.tenant.label(work.project.value(), TestTenant.LABEL);
        assertThat(send(redemption).body()).isEqualTo(first);
        assertThat(work.decisions("release")).containsExactly(true, false);
    }

    @Test
    void nothingIsRepeatedOnceTheSitesStatementHasLapsed() {
        runner.granted();
        TestSites.lapse("nl", "eu/nl", "NL");

        assertNoRepeat("refused-by-policy");
    }

    @Test
    void nothingIsRepeatedOnceTheSiteIsGone() {
        runner.granted();
        Sql.execute("DELETE FROM site_statement WHERE site = 'nl'");

        assertNoRepeat("custody-refused");
    }

    @Test
    void nothingIsRepeatedToASupersededAttempt() {
        runner.granted();
        Sql.execute("UPDATE job SET fence = fence + 1 WHERE id = ?", job.id().value());

        assertNoRepeat("stale-fence");
    }

    /** And the refusal changes nothing for the job that runs. */
    private void assertNoRepeat(String problem) {
        HttpResponse<byte[]> again = runner.redeem();

        assertThat(Http.problem(again)).isEqualTo(problem);
        assertThat(work.leaves("release.refused")).isEqualTo(1);
        assertThat(Sql.column("SELECT state FROM job WHERE id = ?", job.id().value()))
                .containsExactly("RUNNING");
    }

    @Test
    void refusedRepeatsTellOfThemselvesAsTheyDouble() {
        runner.granted();
        Sql.execute("UPDATE job SET fence = fence + 1 WHERE id = ?", job.id().value());

        for (int i = 0; i < 20; i++) {
            runner.redeem();
        }

        assertThat(counts("release.refused")).containsExactly(1L, 2L, 4L, 8L, 16L);
    }

    @Test
    void aStrangerWithoutEvidenceDoesNotSetTheLengthOfTheLog() {
        var demanding = work.sign(with(intent.notAfter(), EvidenceLevel.A1));
        Sql.execute(
                "UPDATE job SET intent = ?, intent_signature = ? WHERE id = ?",
                demanding.signed().document(),
                demanding.signed().signature(),
                job.id().value());

        for (int i = 0; i < 100; i++) {
            assertThat(Http.problem(stranger().redeem())).isEqualTo("evidence-required");
        }

        assertThat(counts("release.refused")).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L);
        assertThat(work.decisions("release")).hasSize(7).containsOnly(false);
    }

    @Test
    void aStrangersKeysDoNotSetTheLengthOfTheLog() {
        runner.granted();

        for (int i = 0; i < 100; i++) {
            assertThat(Http.problem(stranger().redeem())).isEqualTo("slot-taken");
        }

        assertThat(counts("slot.alarm")).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L);
    }

    @Test
    void noiseOfOneKindHidesNothingOfAnother() {
        for (int i = 0; i < 3; i++) {
            send(ofANodeThatIsAhead(runner));
        }
        runner.granted();

        stranger().redeem();

        assertThat(counts("release.refused")).containsExactly(1L, 2L);
        assertThat(counts("slot.alarm")).containsExactly(1L);
    }

    @Test
    void refusesTheStatementOfANodeWhoseClockIsAhead() {
        TestSites.registerNodes();

        HttpResponse<byte[]> answer = send(ofANodeThatIsAhead(runner));

        assertThat(Http.problem(answer)).isEqualTo("evidence-required");
        assertThat(Http.json(answer).path("detail").asText()).contains("from the future");
        assertThat(work.look(job.id()).state()).isEqualTo(JobState.PENDING);
    }

    private NewRedemption ofANodeThatIsAhead(TestRunner runner) {
        SigningKey jobKey = SigningKey.generate();
        String clusterJob =
                Sql.column("SELECT cluster_job FROM attempt WHERE id = ?", runner.attempt.value())
                        .getFirst()
                        .toString();
        var statement =
                new NodeStatement(
                        new SiteName("nl"),
                        "c1",
                        clusterJob,
                        2001,
                        Instant.now().getEpochSecond() + 90,
                        jobKey.publicKey());
        var asked = runner.redemption().redemption();
        return new NewRedemption(
                asked,
                new Evidence(
                        Documents.sign(TestSites.NODE, statement),
                        TestSites.NODE.publicKey(),
                        jobKey.sign(asked.document()).signature()));
    }

    private RunIntent with(Instant notAfter, EvidenceLevel evidence) {
        return Work.changed(
                intent,
                members -> {
                    members.putPOJO("notAfter", notAfter);
                    members.put("evidence", evidence.name());
                });
    }

    private List<Object> counts(String act) {
        return Sql.column(
                """
                SELECT (convert_from(document, 'UTF8')::jsonb #>> '{facts,count}')::bigint FROM audit
                WHERE tenant = ? AND convert_from(document, 'UTF8')::jsonb ->> 'act' = ?
                ORDER BY sequence
                """,
                work.tenant.id().value(),
                act);
    }

    private static HttpResponse<byte[]> send(NewRedemption redemption) {
        return Http.anonymous().send("POST", "/v1/runner/redemptions", redemption);
    }
}
