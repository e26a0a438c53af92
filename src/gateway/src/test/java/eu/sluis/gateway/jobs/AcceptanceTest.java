package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Json;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.Role;
import eu.sluis.contract.Signed;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.Explanation;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.NewJob;
import eu.sluis.contract.api.Question;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestClock;
import eu.sluis.seal.SigningKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
class AcceptanceTest {

    @Inject TestClock clock;

    private Work work;

    @BeforeEach
    void start() {
        TestSites.register();
        work = Work.make();
    }

    @AfterEach
    void putTheClockBack() {
        clock.reset();
    }

    private void assertRefused(HttpResponse<byte[]> answer, int status, String problem) {
        assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(status);
        assertThat(Http.problem(answer)).isEqualTo(problem);
        assertThat(work.jobs()).isZero();
    }

    @Test
    void acceptsAJobWithNumberVerdictsAndLeaf() {
        HttpResponse<byte[]> answer = work.submit(work.intent());

        JobView job = Work.body(answer, 201, JobView.class);
        assertThat(job.number()).isEqualTo(1);
        assertThat(job.site().value()).isEqualTo("nl");
        assertThat(work.decisions("accept")).containsExactly(true);
        assertThat(work.decisions("placement")).containsExactly(true);
        assertThat(work.leaves("job.accepted")).isEqualTo(1);
    }

    @Test
    void numbersJobsPerTenant() {
        work.job();
        JobView second = work.job();
        JobView ofAnother = Work.make().job();

        assertThat(second.number()).isEqualTo(2);
        assertThat(ofAnother.number()).isEqualTo(1);
    }

    @Test
    void theSameIntentIsAcceptedOnce() {
        Authored intent = work.sign(work.intent());
        JobView first = Work.body(work.submit(intent), 201, JobView.class);

        JobView again = Work.body(work.submit(intent), 200, JobView.class);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(work.jobs()).isEqualTo(1);
        assertThat(work.leaves("job.accepted")).isEqualTo(1);
    }

    @Test
    void theSameIdWithOtherBytesIsAConflict() {
        RunIntent intent = work.intent();
        work.submit(intent);

        HttpResponse<byte[]> answer = work.submit(with(intent, new Resources(2, 512, 60)));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(work.jobs()).isEqualTo(1);
    }

    @Test
    void refusesAFlippedBitAnywhere() {
        Authored good = work.sign(work.intent());
        byte[] document = good.signed().document();
        for (int at : new int[] {5, document.length / 2, document.length - 3}) {
            byte[] flipped = document.clone();
            flipped[at] ^= 1;
            var signed = new Signed(flipped, good.signed().signature());

            assertRefused(work.submit(new Authored(signed, good.key())), 422, "bad-signature");
        }
    }

    @Test
    void refusesAnIntentThatIsNotCanonical() {
        byte[] spaced = new String(Json.canonical(work.intent())).replace(",", ", ").getBytes();

        HttpResponse<byte[]> answer =
                work.submit(new Authored(work.key.sign(spaced), work.key.publicKey()));

        assertRefused(answer, 422, "bad-document");
    }

    @Test
    void refusesAnExpiredIntent() {
        RunIntent intent = work.intent();
        clock.putForward(Duration.ofHours(2));

        assertRefused(work.submit(intent), 422, "intent-expired");
    }

    @Test
    void refusesAKeyThatTheCallerDidNotRegister() {
        SigningKey stranger = SigningKey.generate();
        Signed signed = stranger.sign(Json.canonical(work.intent()));

        assertRefused(
                work.submit(new Authored(signed, stranger.publicKey())), 422, "bad-signature");
    }

    @Test
    void refusesARevokedKey() {
        RunIntent intent = work.intent();
        Sql.execute(
                "UPDATE signing_key SET revoked = now() WHERE tenant = ?",
                work.tenant.id().value());

        assertRefused(work.submit(intent), 422, "bad-signature");
    }

    @Test
    void refusesWhatAnotherMemberOfTheTenantSigned() {
        Authored intent = work.sign(work.intent());
        Work colleague = Work.in(work.tenant);

        assertRefused(colleague.submit(intent), 422, "bad-signature");
    }

    @Test
    void refusesWhatAnotherTenantsUserSigned() {
        Authored intent = work.sign(work.intent());
        Work other = Work.make();
        Work.register(other.member, work.key);

        assertRefused(other.submit(intent), 422, "bad-document");
    }

    @Test
    void anotherTenantsDatasetIsAsIfItWereMissing() {
        Work other = Work.make();
        Input foreign = other.input(Work.zone("eu/nl"));
        RunIntent own = work.intent();
        RunIntent wanted = with(own, List.of(foreign));

        HttpResponse<byte[]> answer = work.submit(wanted);

        assertRefused(answer, 404, "not-found");
        assertThat(answer.body()).isEqualTo(work.http().get("/v1/jobs/" + own.id()).body());
    }

    @Test
    void refusesAProjectThatTheCallerIsNotIn() {
        Work colleague = Work.in(work.tenant);
        RunIntent intent = colleague.intent();

        assertRefused(work.submit(intent), 404, "not-found");
    }

    @Test
    void refusesAManifestThatWasNotSigned() {
        RunIntent own = work.intent();
        Input input = own.inputs().getFirst();
        var other =
                new eu.sluis.contract.document.VersionRef(
                        input.version().dataset(),
                        input.version().version(),
                        eu.sluis.contract.Digest.of(new byte[1]));

        assertRefused(
                work.submit(with(own, List.of(new Input("data", other)))), 422, "bad-document");
    }

    @Test
    void refusesACaseThatWasMadeForOtherInputs() {
        Input strict = work.input(Work.zone("eu/nl"));
        var loose = work.aCase(List.of());
        RunIntent intent = work.intent(List.of(strict), loose, work.version(loose, 10));

        assertRefused(work.submit(intent), 409, "conflict");
    }

    @Test
    void refusesACaseThatIsAnotherJobs() {
        RunIntent first = work.intent();
        work.submit(first);
        RunIntent second = with(first, new Resources(1, 600, 60));
        RunIntent fresh =
                Work.changed(second, members -> members.put("id", UUID.randomUUID().toString()));

        HttpResponse<byte[]> answer = work.submit(fresh);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(work.jobs()).isEqualTo(1);
    }

    @Test
    void refusesANetworkThatIsNotBuilt() {
        RunIntent none = work.intent();
        RunIntent job = Work.changed(none, members -> members.putPOJO("network", NetworkClass.JOB));

        assertRefused(work.submit(job), 422, "bad-document");

        assertThat(work.jobs()).isZero();
    }

    @Test
    void refusesWhatDoesNotFitAndNamesTheMemoryThatWould() {
        Input large = new Input("data", work.version(work.dataset(Work.zone("eu/nl")), 200 << 20));
        RunIntent intent = work.intent(List.of(large));

        HttpResponse<byte[]> answer = work.submit(intent);

        assertRefused(answer, 422, "does-not-fit");
        assertThat(Http.json(answer).path("detail").asText()).contains("MiB").contains("512");
    }

    /** A file in memory takes whole pages: sixty thousand of 300 bytes are 240 MiB. */
    @Test
    void refusesManySmallFilesThatFitByTheirLengthAlone() {
        Input many = work.input(Work.zone("eu/nl"));
        RunIntent intent = work.intent(List.of(many));
        Sql.execute(
                """
                INSERT INTO object (tenant, version, id, bytes, digest, state)
                SELECT ?, ?, gen_random_uuid(), 300, ?, 'stored' FROM generate_series(1, 60000)
                """,
                work.tenant.id().value(),
                many.version().version().value(),
                many.version().manifest().text());

        HttpResponse<byte[]> answer = work.submit(intent);

        assertRefused(answer, 422, "does-not-fit");
    }

    @Test
    void refusesABundleBeyondTenMebibytes() {
        List<Input> inputs = List.of();
        var theCase = work.aCase(inputs);
        RunIntent intent = work.intent(inputs, theCase, work.version(theCase, 10 << 20));

        assertRefused(work.submit(intent), 413, "too-large");
    }

    @Test
    void refusesWhereNoSiteMayAndNamesEachClause() {
        RunIntent own = work.intent();
        RunIntent onlyInEstonia = inZone(own, "eu/ee");

        HttpResponse<byte[]> answer = work.submit(onlyInEstonia);

        assertRefused(answer, 403, "refused-by-policy");
        assertThat(new String(answer.body()))
                .contains("site ee is in eu/ee")
                .contains("site nl is in eu/nl");
        assertThat(work.decisions("placement")).containsExactly(false);
        assertThat(work.leaves("job.refused")).isEqualTo(1);
    }

    @Test
    void refusesASiteWhoseStatementHasLapsed() {
        RunIntent intent = work.intent();
        TestSites.lapse("nl", "eu/nl", "NL");

        HttpResponse<byte[]> answer = work.submit(intent);

        assertRefused(answer, 403, "refused-by-policy");
        assertThat(new String(answer.body())).contains("has lapsed");
    }

    @Test
    void explainsEachSiteWithoutKeepingAnything() {
        Input input = work.input(Work.zone("eu/nl"));
        var question =
                new Question(
                        work.project,
                        List.of(input),
                        new TreeSet<>(Set.of(new Zone("eu"))),
                        EvidenceLevel.A0,
                        "research");

        Explanation explanation =
                Work.body(work.http().post("/v1/explanations", question), 200, Explanation.class);

        assertThat(explanation.sites()).hasSize(2);
        assertThat(explanation.sites().getFirst().site().value()).isEqualTo("ee");
        assertThat(explanation.sites().getFirst().decisive())
                .singleElement()
                .satisfies(clause -> assertThat(clause.clause()).isEqualTo("zones"));
        assertThat(explanation.sites().getLast().allowed()).isTrue();
        assertThat(work.decisions("placement")).isEmpty();
    }

    /** Keys lie at home: what may not be at home cannot be released to any site. */
    @Test
    void explainAsksTheHomeAsTheReleaseDoes() {
        Input input = work.input(Work.zone("eu"));
        work.tenant.label(work.project.value(), Work.zone("eu/ee"));
        var question =
                new Question(
                        work.project,
                        List.of(input),
                        new TreeSet<>(Set.of(new Zone("eu"))),
                        EvidenceLevel.A0,
                        "research");

        Explanation explanation =
                Work.body(work.http().post("/v1/explanations", question), 200, Explanation.class);

        assertThat(explanation.sites().getFirst().site().value()).isEqualTo("ee");
        assertThat(explanation.sites().getFirst().allowed()).isFalse();
        assertThat(explanation.sites().getFirst().refusing())
                .singleElement()
                .satisfies(clause -> assertThat(clause.reason()).contains("home is in eu/nl"));
    }

    @Test
    void listsAndShowsJobsToTheirProjectAlone() {
        JobView job = work.job();
        Work colleague = Work.in(work.tenant);
        Work other = Work.make();
        var auditor = work.tenant.member(Role.AUDITOR);

        var missing = other.http().get("/v1/jobs/" + work.project);

        assertThat(work.http().get("/v1/jobs/" + job.id()).statusCode()).isEqualTo(200);
        assertThat(auditor.http().get("/v1/jobs/" + job.id()).statusCode()).isEqualTo(200);
        for (Work stranger : List.of(colleague, other)) {
            for (String path : List.of("", "/logs")) {
                var answer = stranger.http().get("/v1/jobs/" + job.id() + path);
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).isEqualTo(missing.body());
            }
            var cancel = stranger.http().post("/v1/jobs/" + job.id() + "/cancel", "{}");
            assertThat(cancel.body()).isEqualTo(missing.body());
            assertThat(Http.json(stranger.http().get("/v1/jobs")).path("items")).isEmpty();
        }
        assertThat(Http.json(auditor.http().get("/v1/jobs?state=" + JobState.FAILED)).path("items"))
                .isEmpty();
        assertThat(work.look(job.id()).state()).isNotEqualTo(JobState.CANCELLED);
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        work.job();
        work.job();
        work.job();

        var first = Http.json(work.http().get("/v1/jobs?limit=2"));
        var second =
                Http.json(
                        work.http().get("/v1/jobs?limit=2&cursor=" + first.path("next").asText()));

        assertThat(first.path("items").findValuesAsText("number")).containsExactly("3", "2");
        assertThat(second.path("items").findValuesAsText("number")).containsExactly("1");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void onlySubmittersSubmit() {
        RunIntent intent = work.intent();
        var steward = work.tenant.member(Role.STEWARD);

        var answer = steward.http().send("POST", "/v1/jobs", new NewJob(work.sign(intent)));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private static RunIntent with(RunIntent intent, Resources resources) {
        return copy(intent, intent.inputs(), resources, intent.zones(), intent.notAfter());
    }

    private static RunIntent with(RunIntent intent, List<Input> inputs) {
        return copy(intent, inputs, intent.resources(), intent.zones(), intent.notAfter());
    }

    private static RunIntent inZone(RunIntent intent, String zone) {
        return copy(
                intent,
                intent.inputs(),
                intent.resources(),
                new TreeSet<>(Set.of(new Zone(zone))),
                intent.notAfter());
    }

    private static RunIntent copy(
            RunIntent intent,
            List<Input> inputs,
            Resources resources,
            java.util.SortedSet<Zone> zones,
            Instant notAfter) {
        return Work.changed(
                intent,
                members -> {
                    members.putPOJO("inputs", inputs);
                    members.putPOJO("resources", resources);
                    members.putPOJO("zones", zones);
                    members.putPOJO("notAfter", notAfter);
                });
    }
}
