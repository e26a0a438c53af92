package eu.sluis.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Egress;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Json;
import eu.sluis.contract.Role;
import eu.sluis.contract.Signed;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.NewOpening;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestClock;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestMember;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.SigningKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class OpeningTest {

    @Inject TestClock clock;

    private final Identity fresh = Identity.generate();
    private TestData data;
    private VersionRef version;

    @BeforeEach
    void aClosedVersion() {
        data = TestData.make();
        version = data.closed(data.dataset());
    }

    @Test
    void releasesTheKeyFileToTheFreshRecipient() throws Exception {
        HttpResponse<byte[]> answer = open(data.sign(intent()));

        var release = TestData.made(answer, ReleaseAnswer.class);
        byte[] keyFile = release.keyFiles().get(version.version().toString());
        assertThat(KeyFile.open(keyFile, fresh)).hasSize(1);
        assertThat(data.leaves("release.answered")).hasSize(1);
    }

    @Test
    void givesTheSameBytesToTheSameIntentAgain() {
        Authored intent = data.sign(intent());

        HttpResponse<byte[]> first = open(intent);
        HttpResponse<byte[]> again = open(intent);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(data.leaves("release.answered")).hasSize(1);
    }

    @Test
    void refusesAnotherDocumentUnderTheSameId() {
        OpenIntent intent = intent();
        open(data.sign(intent));

        HttpResponse<byte[]> other =
                open(data.sign(with(intent, version, Identity.generate(), intent.notAfter())));

        assertProblem(other, 409, "conflict");
    }

    @Test
    void releasesNothingWhileTheAuditLogCannotBeWritten() {
        Authored intent = data.sign(intent());

        Sql.withoutAudit(data.tenant.id(), () -> assertProblem(open(intent), 503, "unavailable"));

        assertThat(
                        Sql.column(
                                "SELECT id FROM release_request WHERE tenant = ?",
                                data.tenant.id().value()))
                .isEmpty();
        assertThat(open(intent).statusCode()).isEqualTo(200);
        assertThat(data.leaves("release.answered")).hasSize(1);
    }

    @Test
    void refusesAFlippedBit() {
        Authored intent = data.sign(intent());
        byte[] flipped = intent.signed().document();
        flipped[flipped.length / 2] ^= 1;

        HttpResponse<byte[]> answer =
                open(new Authored(new Signed(flipped, intent.signed().signature()), intent.key()));

        assertProblem(answer, 422, "bad-signature");
    }

    @Test
    void refusesAnExpiredIntentAndSaysSoAgain() {
        Authored expired =
                data.sign(
                        with(
                                intent(),
                                version,
                                fresh,
                                Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS)));

        HttpResponse<byte[]> answer = open(expired);
        HttpResponse<byte[]> again = open(expired);

        assertProblem(answer, 422, "intent-expired");
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(data.leaves("release.refused")).hasSize(1);
        assertThat(
                        Sql.column(
                                "SELECT allowed FROM decision WHERE point = 'open' AND tenant = ?",
                                data.tenant.id().value()))
                .containsExactly(false);
    }

    @Test
    void refusesAKeyThatTheCallerDidNotRegister() {
        TestMember colleague = data.tenant.member(Role.SUBMITTER);
        Sql.execute(
                "INSERT INTO project_member (tenant, project, issuer, subject) SELECT tenant, project, issuer, ? FROM project_member WHERE subject = ?",
                colleague.subject(),
                data.member.subject());
        SigningKey stranger = SigningKey.generate();
        var byStranger = eu.sluis.custody.Documents.sign(stranger, intent());

        HttpResponse<byte[]> colleaguesToken =
                colleague.http().post("/v1/openings", new NewOpening(data.sign(intent())));
        HttpResponse<byte[]> unregistered = open(new Authored(byStranger, stranger.publicKey()));

        assertProblem(colleaguesToken, 422, "bad-signature");
        assertProblem(unregistered, 422, "bad-signature");
    }

    @Test
    void refusesARevokedKeyEvenForAnAnswerGivenBefore() {
        Authored intent = data.sign(intent());
        open(intent);
        Sql.execute(
                "UPDATE signing_key SET revoked = now() WHERE tenant = ?",
                data.tenant.id().value());

        HttpResponse<byte[]> answer = open(intent);

        assertProblem(answer, 422, "bad-signature");
        assertThat(data.leaves("release.refused")).hasSize(1);
    }

    @Test
    void repeatsNothingOnceTheIntentHasExpired() {
        Authored intent = data.sign(intent());
        open(intent);
        clock.putForward(Duration.ofHours(2));

        try {
            assertNoRepeat(intent, 422, "intent-expired");
        } finally {
            clock.reset();
        }
    }

    @Test
    void repeatsNothingOnceALabelRefusesUntilItAllowsAgain() {
        Authored intent = data.sign(intent());
        byte[] first = open(intent).body();
        data.tenant.label(data.project.value(), Places.withEgress(Egress.NONE));

        assertNoRepeat(intent, 403, "refused-by-policy");

        data.tenant.label(data.project.value(), TestTenant.LABEL);
        assertThat(open(intent).body()).isEqualTo(first);
    }

    private void assertNoRepeat(Authored intent, int status, String problem) {
        for (int i = 0; i < 5; i++) {
            assertProblem(open(intent), status, problem);
        }
        assertThat(data.leaves("release.refused")).as("of 5: the 1st, 2nd, 4th").hasSize(3);
        assertThat(data.leaves("release.answered")).hasSize(1);
    }

    @Test
    void refusesAnIntentThatNamesAnotherTenant() {
        OpenIntent own = intent();
        var foreign =
                new OpenIntent(
                        own.id(),
                        new TenantId(UUID.randomUUID()),
                        own.dataset(),
                        own.version(),
                        own.manifest(),
                        own.recipient(),
                        own.purpose(),
                        own.notAfter());

        HttpResponse<byte[]> answer = open(data.sign(foreign));

        assertProblem(answer, 422, "bad-document");
    }

    @Test
    void answersForAnotherTenantsVersionAsForNone() {
        TestData other = TestData.make();
        VersionRef theirs = other.closed(other.dataset());
        VersionRef none = new VersionRef(version.dataset(), theirs.version(), theirs.manifest());

        HttpResponse<byte[]> foreign = open(data.sign(with(intent(), theirs, fresh, later())));
        HttpResponse<byte[]> missing = open(data.sign(with(intent(), none, fresh, later())));

        assertProblem(foreign, 404, "not-found");
        assertThat(missing.body()).isEqualTo(foreign.body());
    }

    @Test
    void answersForADatasetOutsideTheMembersProjectsAsForNone() {
        TestMember outsider = data.tenant.member(Role.SUBMITTER, Role.STEWARD);
        SigningKey key = SigningKey.generate();
        TestData.register(outsider, key);
        var intent = new Authored(eu.sluis.custody.Documents.sign(key, intent()), key.publicKey());

        HttpResponse<byte[]> answer = outsider.http().post("/v1/openings", new NewOpening(intent));

        assertProblem(answer, 404, "not-found");
    }

    @Test
    void refusesAnotherManifestThanTheVersionsOwn() {
        var other = new VersionRef(version.dataset(), version.version(), Digest.of(new byte[] {1}));

        HttpResponse<byte[]> answer = open(data.sign(with(intent(), other, fresh, later())));

        assertProblem(answer, 422, "bad-document");
    }

    @Test
    void refusesWhatMayNotLeave() {
        for (Egress egress : new Egress[] {Egress.NONE, Egress.AIRLOCK}) {
            VersionRef kept = data.closed(data.dataset(Places.withEgress(egress)));

            HttpResponse<byte[]> answer = open(data.sign(with(intent(), kept, fresh, later())));

            assertProblem(answer, 403, "refused-by-policy");
            assertThat(Http.json(answer).at("/clauses/0/clause").asText()).isEqualTo("egress");
        }
    }

    @Test
    void refusesAClassicRecipientForAHybridDataset() {
        HttpResponse<byte[]> answer =
                open(data.sign(with(intent(), version, Identity.generateX25519(), later())));

        assertProblem(answer, 422, "bad-document");
    }

    @Test
    void refusesAnEditedLabelAndLeavesATrace() {
        Sql.execute(
                "UPDATE dataset SET label = ? WHERE id = ?",
                Json.canonical(TestTenant.LABEL),
                version.dataset().value());

        HttpResponse<byte[]> answer = open(data.sign(intent()));

        assertProblem(answer, 403, "custody-refused");
        assertThat(data.leaves("release.refused")).hasSize(1);
    }

    @Test
    void refusesAnEditedPolicyAndLeavesATrace() {
        Sql.execute(
                """
                UPDATE policy SET document = convert_to(replace(convert_from(document, 'UTF8'), '"NL"', '"US"'), 'UTF8')
                WHERE tenant = ? AND subject = ?
                """,
                data.tenant.id().value(),
                data.project.value());

        HttpResponse<byte[]> answer = open(data.sign(intent()));

        assertProblem(answer, 403, "custody-refused");
        assertThat(data.leaves("release.refused")).hasSize(1);
    }

    @Test
    void opensAVersionThatIsStillBeingWrittenOnlyWithoutAManifest() {
        var open = data.version(data.dataset());
        var reference = new VersionRef(open.dataset().id(), open.id(), Digest.of(new byte[] {1}));
        OpenIntent pinned = with(intent(), reference, fresh, later());

        HttpResponse<byte[]> withManifest = open(data.sign(pinned));
        HttpResponse<byte[]> without = open(data.sign(unpinned(pinned)));

        assertProblem(withManifest, 409, "conflict");
        assertThat(without.statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> open(Authored intent) {
        return data.http().post("/v1/openings", new NewOpening(intent));
    }

    private OpenIntent intent() {
        return intent(new IntentId(UUID.randomUUID()), version, version.manifest(), fresh, later());
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    }

    private OpenIntent with(OpenIntent base, VersionRef version, Identity to, Instant notAfter) {
        return intent(base.id(), version, version.manifest(), to, notAfter);
    }

    private OpenIntent unpinned(OpenIntent base) {
        return intent(
                new IntentId(UUID.randomUUID()),
                new VersionRef(base.dataset(), base.version(), base.manifest()),
                null,
                fresh,
                base.notAfter());
    }

    private OpenIntent intent(
            IntentId id,
            VersionRef version,
            @Nullable Digest manifest,
            Identity to,
            Instant notAfter) {
        return new OpenIntent(
                id,
                data.tenant.id(),
                version.dataset(),
                version.version(),
                manifest,
                to.recipient().toString(),
                "research",
                notAfter);
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(new String(answer.body())).contains("urn:sluis:problem:" + code);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
