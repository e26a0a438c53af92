package eu.sluis.gateway.kit;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.NewDataset;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.contract.document.Document;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A steward and submitter with a project and a registered key, who puts data through the API. */
public final class TestData {

    public final TestTenant tenant;
    public final TestMember member;
    public final ProjectId project;
    public final SigningKey key = SigningKey.generate();

    private TestData(TestTenant tenant) {
        this.tenant = tenant;
        this.member = tenant.member(Role.STEWARD, Role.SUBMITTER);
        this.project = tenant.project(member);
        register(member, key);
    }

    public static TestData make() {
        return new TestData(TestTenant.make());
    }

    /** Registers a signing key for a member. */
    public static void register(TestMember member, SigningKey key) {
        Sql.execute(
                "INSERT INTO signing_key (tenant, id, issuer, subject, public_key) VALUES (?, ?, ?, ?, ?)",
                member.tenant().id().value(),
                key.publicKey().id().text(),
                Tokens.issuer(),
                member.subject(),
                key.publicKey().base64());
    }

    public Http http() {
        return member.http();
    }

    public Authored sign(Document document) {
        return new Authored(Documents.sign(key, document), key.publicKey());
    }

    /** A dataset with this label. */
    public DatasetView dataset(Label label) {
        var body = new NewDataset(project, "set " + UUID.randomUUID(), label);
        return made(http().post("/v1/datasets", body), DatasetView.class);
    }

    public DatasetView dataset() {
        return dataset(Labels.HYBRID);
    }

    /** An open version with a fresh identity. */
    public TestVersion version(DatasetView dataset) {
        return version(dataset, Identity.generate());
    }

    public TestVersion version(DatasetView dataset, Identity identity) {
        byte[] keyFile = KeyFile.seal(List.of(identity), recipient(dataset));
        var answer =
                http().post("/v1/datasets/" + dataset.id() + "/versions", new NewVersion(keyFile));
        return new TestVersion(dataset, made(answer, VersionView.class).id(), identity, keyFile);
    }

    public static Recipient recipient(DatasetView dataset) {
        var signed = Json.read(dataset.recipient().document(), DatasetRecipient.class);
        return Recipient.parse(signed.recipient());
    }

    /** A version with one object as its manifest, closed. */
    public VersionRef closed(DatasetView dataset) {
        TestVersion version = version(dataset);
        byte[] manifest = seal("the manifest".getBytes(), version.identity().recipient());
        ObjectId id = new ObjectId(UUID.randomUUID());
        made(put(version.id(), id, manifest), Object.class);
        var record = record(version, id, Digest.of(manifest));
        made(close(version.id(), sign(record)), VersionView.class);
        return new VersionRef(dataset.id(), version.id(), Digest.of(manifest));
    }

    public static VersionRecord record(TestVersion version, ObjectId manifest, Digest digest) {
        return new VersionRecord(
                version.dataset().id(),
                version.id(),
                Digest.of(version.keyFile()),
                manifest,
                digest,
                null,
                false);
    }

    public HttpResponse<byte[]> close(VersionId version, Authored record) {
        return http().send("POST", "/v1/versions/" + version + "/close", record);
    }

    public HttpResponse<byte[]> put(VersionId version, ObjectId object, byte[] sealed) {
        return put(version, object, sealed, Digest.of(sealed));
    }

    public HttpResponse<byte[]> put(
            VersionId version, ObjectId object, byte[] sealed, Digest declared) {
        return http().send(
                        "PUT",
                        objectPath(version, object),
                        sealed,
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Digest",
                        contentDigest(declared));
    }

    public static String objectPath(VersionId version, ObjectId object) {
        return "/v1/versions/" + version + "/objects/" + object;
    }

    public static String contentDigest(Digest digest) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest.raw()) + ":";
    }

    public static byte[] seal(byte[] plain, Recipient... to) {
        var sealed = new ByteArrayOutputStream();
        try {
            Age.seal(new ByteArrayInputStream(plain), sealed, List.of(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sealed.toByteArray();
    }

    public static byte[] open(byte[] sealed, Identity with) throws IOException {
        var plain = new ByteArrayOutputStream();
        Age.open(new ByteArrayInputStream(sealed), plain, List.of(with));
        return plain.toByteArray();
    }

    /** The body of an answer of 200 or 201. */
    public static <T> T made(HttpResponse<byte[]> answer, Class<T> type) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.statusCode() + " " + new String(answer.body()));
        }
        return Json.read(answer.body(), type);
    }

    /** A version and what its writer knows of it. */
    public record TestVersion(
            DatasetView dataset, VersionId id, Identity identity, byte[] keyFile) {}

    /** The audit leaves of an act in the tenant, as text. */
    public List<String> leaves(String act) {
        return Sql.column(
                        """
                        SELECT convert_from(document, 'UTF8') FROM audit
                        WHERE tenant = ? AND convert_from(document, 'UTF8')::jsonb ->> 'act' = ?
                        """,
                        tenant.id().value(),
                        act)
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** Labels that tests share. */
    public static final class Labels {

        public static final Label HYBRID = with(eu.sluis.contract.Recipients.HYBRID);
        public static final Label CLASSIC = with(eu.sluis.contract.Recipients.CLASSIC);

        private Labels() {}

        private static Label with(eu.sluis.contract.Recipients recipients) {
            Label base = TestTenant.LABEL;
            return new Label(
                    base.zones(),
                    base.jurisdictions(),
                    base.purposes(),
                    base.evidence(),
                    base.custody(),
                    base.egress(),
                    recipients,
                    null);
        }
    }
}
