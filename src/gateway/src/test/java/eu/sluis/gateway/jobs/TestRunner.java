package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.kit.Http;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Speaks the runner's side of the interface, honestly unless told otherwise. */
final class TestRunner {

    final AttemptId attempt;
    final SigningKey key = SigningKey.generate();
    private final Identity identity = Identity.generate();
    private final Identity output = Identity.generateX25519();
    private Release release;

    TestRunner(String attempt) {
        this.attempt = AttemptId.of(attempt);
        SlurmSites.nl
                .named("sluis-" + attempt)
                .forEach(id -> SlurmSites.nl.set(id, "job_state", "RUNNING"));
    }

    NewRedemption redemption() {
        var document = new Redemption(attempt, 0, identity.recipient().toString(), key.publicKey());
        return new NewRedemption(Documents.sign(key, document), null);
    }

    HttpResponse<byte[]> redeem() {
        return Http.anonymous().send("POST", "/v1/runner/redemptions", redemption());
    }

    /** Redeems, and keeps what the release says. */
    SlotGrant granted() {
        ReleaseAnswer answer = Work.body(redeem(), 200, ReleaseAnswer.class);
        release = Json.read(answer.release().document(), Release.class);
        return grant();
    }

    SlotGrant grant() {
        return release.slot();
    }

    HttpResponse<byte[]> post(String operation, Object body) {
        byte[] bytes = body == null ? new byte[0] : Json.canonical(body);
        return send("POST", operation, body == null ? null : bytes, Digest.of(bytes));
    }

    HttpResponse<byte[]> get(String operation) {
        return send("GET", operation, null, Digest.of(new byte[0]));
    }

    private HttpResponse<byte[]> send(
            String method, String operation, byte[] body, Digest digest, String... more) {
        String path = "/v1/runner/attempts/" + attempt + "/" + operation;
        return sendTo(attempt.toString(), method, path, body, digest, more);
    }

    /** Sends to any path, and says that it runs any attempt. */
    HttpResponse<byte[]> sendTo(
            String attempt,
            String method,
            String path,
            byte[] body,
            Digest digest,
            String... more) {
        String[] headers = new String[more.length + 2];
        headers[0] = "Authorization";
        headers[1] = authorization(attempt, method, path, digest);
        System.arraycopy(more, 0, headers, 2, more.length);
        return Http.anonymous().send(method, path, body, headers);
    }

    private String authorization(String attempt, String method, String path, Digest digest) {
        long seconds = Instant.now().getEpochSecond();
        byte[] signed =
                String.join(
                                "\n",
                                "sluis.request.v1",
                                method,
                                path,
                                Long.toString(seconds),
                                digest.text())
                        .getBytes(StandardCharsets.UTF_8);
        return "Sluis-Runner attempt=\"%s\",rank=\"0\",time=\"%d\",signature=\"%s\""
                .formatted(
                        attempt,
                        seconds,
                        Base64.getEncoder().encodeToString(key.sign(signed).signature()));
    }

    /** Begins the output, puts a manifest and makes the documents of a commit. */
    NewCommit prepared(Exit exit) {
        byte[] keyFile = KeyFile.seal(List.of(output), Recipient.parse(grant().caseRecipient()));
        Work.body(post("output", new NewVersion(keyFile)), 200, Object.class);
        byte[] manifest = Work.seal("the manifest".getBytes(), output.recipient());
        Digest digest = Digest.of(manifest);
        ObjectId object = new ObjectId(UUID.randomUUID());
        String declared = Base64.getEncoder().encodeToString(digest.raw());
        HttpResponse<byte[]> put =
                send(
                        "PUT",
                        "objects/" + object,
                        manifest,
                        digest,
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Digest",
                        "sha-256=:" + declared + ":");
        Work.body(put, 201, Object.class);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var record =
                new VersionRecord(
                        grant().theCase(),
                        grant().output(),
                        Digest.of(keyFile),
                        object,
                        digest,
                        null,
                        !exit.success());
        var receipt =
                new Receipt(
                        release.id(),
                        attempt,
                        grant().fence(),
                        now,
                        now,
                        exit,
                        new VersionRef(grant().theCase(), grant().output(), digest));
        return new NewCommit(sign(record), sign(receipt));
    }

    Signed sign(eu.sluis.contract.document.Document document) {
        return Documents.sign(key, document);
    }
}
