package eu.sluis.gateway.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.api.NewDataset;
import eu.sluis.contract.api.NewJob;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.contract.document.Document;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.datasets.Declared;
import eu.sluis.gateway.datasets.Objects;
import eu.sluis.gateway.datasets.Versions;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestMember;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.kit.Tokens;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import io.quarkus.arc.Arc;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** A member of a fresh tenant with a project, a key, and sealed data to compute on. */
final class Work {

    final TestTenant tenant;
    final TestMember member;
    final ProjectId project;
    final SigningKey key = SigningKey.generate();
    final TenantScope scope;

    private Work(TestTenant tenant) {
        this.tenant = tenant;
        this.member = tenant.member(Role.STEWARD, Role.SUBMITTER);
        this.project = tenant.project(member);
        this.scope = member.scope(project);
        register(member, key);
    }

    static Work make() {
        return in(TestTenant.make());
    }

    static Work in(TestTenant tenant) {
        return new Work(tenant);
    }

    static void register(TestMember member, SigningKey key) {
        Sql.execute(
                "INSERT INTO signing_key (tenant, id, issuer, subject, public_key) VALUES (?, ?, ?, ?, ?)",
                member.tenant().id().value(),
                key.publicKey().id().text(),
                Tokens.issuer(),
                member.subject(),
                key.publicKey().base64());
    }

    Http http() {
        return member.http();
    }

    /** A label for one zone, with floor A0. */
    static Label zone(String zone) {
        Label base = TestTenant.LABEL;
        return new Label(
                new TreeSet<>(Set.of(new Zone(zone))),
                base.jurisdictions(),
                base.purposes(),
                base.evidence(),
                base.custody(),
                base.egress(),
                base.recipients(),
                null);
    }

    DatasetView dataset(Label label) {
        var fresh = new NewDataset(project, "set " + UUID.randomUUID(), label);
        return in(handle -> bean(Datasets.class).make(handle, scope, fresh));
    }

    DatasetView aCase(List<Input> inputs) {
        return in(handle ->
                bean(Datasets.class).makeCase(handle, scope, new NewCase(project, inputs)));
    }

    /** A closed version with one object besides its manifest. */
    VersionRef version(DatasetView dataset, int bytes) {
        var id = new VersionId(UUID.randomUUID());
        try (Identity identity = Identity.generateX25519()) {
            byte[] keyFile = KeyFile.seal(List.of(identity), recipient(dataset));
            in(handle -> {
                var found = bean(Datasets.class).find(handle, scope, dataset.id());
                return bean(Versions.class)
                        .begin(handle, scope, found, id, new NewVersion(keyFile), null);
            });
            put(id, new ObjectId(UUID.randomUUID()), seal(new byte[bytes], identity.recipient()));
            byte[] manifest = seal("the manifest".getBytes(), identity.recipient());
            ObjectId object = new ObjectId(UUID.randomUUID());
            put(id, object, manifest);
            close(dataset.id(), id, keyFile, object, Digest.of(manifest));
            return new VersionRef(dataset.id(), id, Digest.of(manifest));
        }
    }

    private void put(VersionId version, ObjectId object, byte[] sealed) {
        bean(Objects.class)
                .put(
                        scope,
                        version,
                        object,
                        new Declared(sealed.length, Digest.of(sealed)),
                        new ByteArrayInputStream(sealed));
    }

    private void close(
            DatasetId dataset, VersionId id, byte[] keyFile, ObjectId manifest, Digest digest) {
        var record =
                new VersionRecord(dataset, id, Digest.of(keyFile), manifest, digest, null, false);
        Signed signed = Documents.sign(key, record);
        in(handle -> bean(Versions.class).close(handle, scope, id, signed, key.publicKey(), null));
    }

    Input input(Label label) {
        return new Input("data", version(dataset(label), 1000));
    }

    /** An intent on one input that may be in {@code eu/nl}, at site nl alone. */
    RunIntent intent() {
        return intent(List.of(input(zone("eu/nl"))));
    }

    RunIntent intent(List<Input> inputs) {
        DatasetView theCase = aCase(inputs);
        return intent(inputs, theCase, version(theCase, 100));
    }

    RunIntent intent(List<Input> inputs, DatasetView theCase, VersionRef bundle) {
        return new RunIntent(
                new IntentId(UUID.randomUUID()),
                tenant.id(),
                project,
                theCase.id(),
                bundle,
                inputs,
                List.of(),
                new Resources(1, 512, 60),
                null,
                1,
                1,
                NetworkClass.NONE,
                new TreeSet<>(Set.of(new Zone("eu"))),
                EvidenceLevel.A0,
                "research",
                null,
                Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS));
    }

    /** The same intent with some members changed, under the same id. */
    static RunIntent changed(RunIntent intent, Consumer<ObjectNode> change) {
        ObjectNode members = Json.mapper().valueToTree(intent);
        change.accept(members);
        return Json.mapper().convertValue(members, RunIntent.class);
    }

    /** The same, to be started so many times at most. */
    static RunIntent repeatable(RunIntent intent, int attempts) {
        return changed(intent, members -> members.put("attempts", attempts));
    }

    Authored sign(Document document) {
        return new Authored(Documents.sign(key, document), key.publicKey());
    }

    HttpResponse<byte[]> submit(RunIntent intent) {
        return submit(sign(intent));
    }

    HttpResponse<byte[]> submit(Authored intent) {
        return http().send("POST", "/v1/jobs", new NewJob(intent));
    }

    /** A job that was accepted. */
    JobView job() {
        return body(submit(intent()), 201, JobView.class);
    }

    JobView look(JobId job) {
        return body(http().get("/v1/jobs/" + job), 200, JobView.class);
    }

    JobView awaitState(JobId job, JobState state) {
        Await.until(() -> look(job).state() == state, () -> look(job).toString());
        return look(job);
    }

    /** What the decisions at a point were, oldest first. */
    List<Object> decisions(String point) {
        return Sql.column(
                "SELECT allowed FROM decision WHERE tenant = ? AND point = ? ORDER BY created",
                tenant.id().value(),
                point);
    }

    long leaves(String act) {
        return (Long)
                Sql.column(
                                """
                                SELECT count(*) FROM audit WHERE tenant = ?
                                  AND convert_from(document, 'UTF8')::jsonb ->> 'act' = ?
                                """,
                                tenant.id().value(),
                                act)
                        .getFirst();
    }

    long jobs() {
        return (Long)
                Sql.column("SELECT count(*) FROM job WHERE tenant = ?", tenant.id().value())
                        .getFirst();
    }

    static <T> T body(HttpResponse<byte[]> answer, int status, Class<T> type) {
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " " + new String(answer.body()));
        }
        return Json.read(answer.body(), type);
    }

    static Recipient recipient(DatasetView dataset) {
        var signed = Json.read(dataset.recipient().document(), DatasetRecipient.class);
        return Recipient.parse(signed.recipient());
    }

    static byte[] seal(byte[] plain, Recipient to) {
        var sealed = new ByteArrayOutputStream();
        try {
            Age.seal(new ByteArrayInputStream(plain), sealed, List.of(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sealed.toByteArray();
    }

    private <T> T in(org.jdbi.v3.core.HandleCallback<T, RuntimeException> work) {
        return bean(Database.class).inTenant(scope, work);
    }

    static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
