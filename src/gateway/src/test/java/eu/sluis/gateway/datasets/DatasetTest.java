package eu.sluis.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.api.NewDataset;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.gateway.custody.Custodian;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestData.TestVersion;
import eu.sluis.gateway.kit.TestMember;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class DatasetTest {

    @Inject Custodian custodian;

    private TestData data;

    @BeforeEach
    void aProject() {
        data = TestData.make();
    }

    @Test
    void givesADatasetARecipientThatTheCustodianSigned() {
        DatasetView dataset = data.dataset();

        var signed = custodian.open(dataset.recipient(), DatasetRecipient.class);
        assertThat(signed.dataset()).isEqualTo(dataset.id());
        assertThat(signed.tenant()).isEqualTo(data.tenant.id());
        assertThat(signed.label()).isEqualTo(dataset.label().digest());
        assertThat(signed.recipient()).startsWith("age1pq1");
    }

    @Test
    void givesAClassicRecipientOnlyWhereTheLabelSaysSo() {
        DatasetView dataset = data.dataset(TestData.Labels.CLASSIC);

        assertThat(TestData.recipient(dataset).postQuantum()).isFalse();
    }

    @Test
    void refusesASecondDatasetOfTheSameNameInAProject() {
        HttpResponse<byte[]> first = make("scans");
        HttpResponse<byte[]> second = make("scans");

        assertThat(first.statusCode()).isEqualTo(201);
        assertProblem(second, 409, "conflict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../scans",
                "scans/2026",
                "scans\\2026",
                ".hidden",
                "scans@2", // a version of scans
                "a=scans", // an input called a
                "scans\u0000",
                "scans\nscans",
                "scans\r",
                "scans\u2028",
                "scans\u202egpj",
                "sc\u0430ns", // Cyrillic a among Latin letters
                "\uff53cans", // full-width s
                "cafe\u0301", // not composed
                "\ufb01les", // ligature
                "scans\u200b",
                " scans",
                "scans ",
                "scans  2",
                ""
            })
    void refusesANameThatCouldBeTakenForAnotherOrForAPath(String name) {
        String body =
                """
                {"project":"%s","name":%s,"label":%s}
                """
                        .formatted(data.project, json(name), json(TestData.Labels.HYBRID));

        HttpResponse<byte[]> answer = data.http().post("/v1/datasets", body);

        assertProblem(answer, 400, "invalid-request");
        assertThat(new String(answer.body())).doesNotContain("\u0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scans", "Größe 2", "δεδομένα", "データ集 1", "a.b_c-d (e)"})
    void takesAnOrdinaryName(String name) {
        assertThat(make(name).statusCode()).isEqualTo(201);
    }

    @Test
    void answersForAnotherTenantsThingsAsForNone() {
        TestData other = TestData.make();
        VersionRef theirs = other.closed(other.dataset());
        UUID none = UUID.randomUUID();
        String object = "/objects/" + UUID.randomUUID();

        for (String path : List.of("/v1/datasets/%s", "/v1/datasets/%s/versions")) {
            assertSame(
                    data.http().get(path.formatted(theirs.dataset())),
                    data.http().get(path.formatted(none)));
        }
        for (String path :
                List.of("/v1/versions/%s", "/v1/versions/%s/objects", "/v1/versions/%s" + object)) {
            assertSame(
                    data.http().get(path.formatted(theirs.version())),
                    data.http().get(path.formatted(none)));
        }
        assertSame(
                data.put(theirs.version(), new ObjectId(none), new byte[] {1}),
                data.put(new VersionId(none), new ObjectId(none), new byte[] {1}));
    }

    @Test
    void showsADatasetToTheMembersOfItsProjectAndToAuditors() {
        DatasetView dataset = data.dataset();
        TestMember outsider = data.tenant.member(Role.STEWARD);
        TestMember auditor = data.tenant.member(Role.AUDITOR);
        String path = "/v1/datasets/" + dataset.id();

        assertThat(data.http().get(path).statusCode()).isEqualTo(200);
        assertThat(auditor.http().get(path).statusCode()).isEqualTo(200);
        assertThat(outsider.http().get(path).statusCode()).isEqualTo(404);
        assertThat(Http.json(outsider.http().get("/v1/datasets")).at("/items")).isEmpty();
    }

    @Test
    void letsStewardsWriteDatasetsAndSubmittersWriteCases() {
        TestMember submitter = data.tenant.member(Role.SUBMITTER);
        join(submitter);
        DatasetView dataset = data.dataset();
        DatasetView theCase =
                TestData.made(
                        submitter.http().post("/v1/cases", new NewCase(data.project, List.of())),
                        DatasetView.class);

        assertThat(begin(submitter, theCase).statusCode()).isEqualTo(201);
        assertProblem(begin(submitter, dataset), 403, "forbidden");
        assertThat(submitter.http().post("/v1/datasets", newDataset("x")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void labelsACaseWithTheMeetOfItsInputs() {
        VersionRef dutch = data.closed(data.dataset(Places.inZone("eu/nl")));
        VersionRef any = data.closed(data.dataset());
        var wanted = new NewCase(data.project, List.of(new Input("a", dutch), new Input("b", any)));

        DatasetView theCase =
                TestData.made(data.http().post("/v1/cases", wanted), DatasetView.class);

        assertThat(theCase.kind()).isEqualTo("case");
        assertThat(theCase.name()).isEqualTo("case-" + theCase.id());
        assertThat(theCase.label().zones()).containsExactly(new Zone("eu/nl"));
    }

    @Test
    void refusesACaseOverAnotherTenantsInput() {
        TestData other = TestData.make();
        VersionRef theirs = other.closed(other.dataset());

        HttpResponse<byte[]> answer =
                data.http()
                        .post(
                                "/v1/cases",
                                new NewCase(data.project, List.of(new Input("a", theirs))));

        assertProblem(answer, 404, "not-found");
    }

    @Test
    void listsEveryDatasetOnceAcrossPages() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(data.dataset().id().toString());
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = Http.json(data.http().get("/v1/datasets?limit=2" + cursor));
            page.at("/items").forEach(item -> seen.add(item.get("id").asText()));
            cursor = page.has("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(made);
    }

    @Test
    void showsTheNewestClosedVersion() {
        DatasetView dataset = data.dataset();
        data.closed(dataset);
        VersionRef second = data.closed(dataset);
        data.version(dataset);

        DatasetView shown =
                Http.body(data.http().get("/v1/datasets/" + dataset.id()), DatasetView.class);

        assertThat(shown.latest().id()).isEqualTo(second.version());
        assertThat(shown.latest().number()).isEqualTo(2);
        assertThat(shown.latest().state()).isEqualTo("closed");
        assertThat(shown.latest().sealedBytes()).isPositive();
    }

    @Test
    void refusesAKeyFileForTwoRecipientsOrOfTheWrongKind() {
        DatasetView dataset = data.dataset();
        byte[] text = "AGE-SECRET-KEY-PQ-1".getBytes();
        byte[] two =
                TestData.seal(text, TestData.recipient(dataset), Identity.generate().recipient());
        byte[] classic =
                KeyFile.seal(List.of(Identity.generate()), Identity.generateX25519().recipient());

        for (byte[] keyFile : List.of(two, classic, text)) {
            HttpResponse<byte[]> answer =
                    data.http()
                            .post(
                                    "/v1/datasets/" + dataset.id() + "/versions",
                                    new NewVersion(keyFile));

            assertProblem(answer, 422, "not-sealed");
        }
    }

    @Test
    void closesAVersionOnceAndRepeatsTheAnswer() {
        TestVersion version = data.version(data.dataset());
        ObjectId manifest = new ObjectId(UUID.randomUUID());
        byte[] sealed = TestData.seal(new byte[10], version.identity().recipient());
        data.put(version.id(), manifest, sealed);
        var record = data.sign(TestData.record(version, manifest, Digest.of(sealed)));

        HttpResponse<byte[]> closed = data.close(version.id(), record);
        HttpResponse<byte[]> again = data.close(version.id(), record);

        assertThat(TestData.made(closed, VersionView.class).state()).isEqualTo("closed");
        assertThat(again.body()).isEqualTo(closed.body());
        assertThat(data.leaves("version.closed")).hasSize(1);
    }

    @Test
    void refusesARecordThatDoesNotDescribeTheVersion() {
        TestVersion version = data.version(data.dataset());
        TestVersion other = data.version(version.dataset());
        ObjectId manifest = new ObjectId(UUID.randomUUID());
        byte[] sealed = TestData.seal(new byte[10], version.identity().recipient());
        data.put(version.id(), manifest, sealed);
        Digest digest = Digest.of(sealed);
        var otherKeyFile =
                new TestVersion(version.dataset(), version.id(), version.identity(), sealed);

        for (var record :
                List.of(
                        TestData.record(other, manifest, digest),
                        TestData.record(otherKeyFile, manifest, digest),
                        TestData.record(version, new ObjectId(UUID.randomUUID()), digest),
                        TestData.record(version, manifest, Digest.of(new byte[1])))) {
            assertProblem(data.close(version.id(), data.sign(record)), 422, "bad-document");
        }
    }

    private HttpResponse<byte[]> begin(TestMember member, DatasetView dataset) {
        byte[] keyFile = KeyFile.seal(List.of(Identity.generate()), TestData.recipient(dataset));
        return member.http()
                .post("/v1/datasets/" + dataset.id() + "/versions", new NewVersion(keyFile));
    }

    private void join(TestMember member) {
        eu.sluis.gateway.kit.Sql.execute(
                "INSERT INTO project_member (tenant, project, issuer, subject) SELECT tenant, project, issuer, ? FROM project_member WHERE subject = ?",
                member.subject(),
                data.member.subject());
    }

    private HttpResponse<byte[]> make(String name) {
        return data.http().post("/v1/datasets", newDataset(name));
    }

    private NewDataset newDataset(String name) {
        return new NewDataset(data.project, name, TestData.Labels.HYBRID);
    }

    private static String json(Object value) {
        return new String(
                eu.sluis.contract.Json.canonical(value), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void assertSame(HttpResponse<byte[]> foreign, HttpResponse<byte[]> missing) {
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(missing.body());
        assertThat(foreign.headers().map().keySet()).isEqualTo(missing.headers().map().keySet());
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(new String(answer.body())).contains("urn:sluis:problem:" + code);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
