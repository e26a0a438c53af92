package eu.sluis.e2e.soak;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Json;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.api.NewJob;
import eu.sluis.contract.api.NewKey;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.document.Bundle;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.e2e.Stand;
import eu.sluis.e2e.Tenants;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A robot that submits over REST, and repeats each request with the same bytes until answered. */
final class Client {

    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Tenants.Robot robot;
    private final HttpClient http;
    private final SigningKey key = SigningKey.generate();
    private final TenantId tenant;
    private final ProjectId project;
    private String token = "";
    private Instant tokenUntil = Instant.MIN;

    Client(Tenants.Robot robot, HttpClient http) throws Exception {
        this.robot = robot;
        this.http = http;
        JsonNode me = call("GET", "me", null);
        this.tenant = TenantId.of(me.path("tenant").asText());
        this.project = ProjectId.of(me.path("projects").path(0).path("id").asText());
        byte[] proven = NewKey.proven(me.path("issuer").asText(), me.path("subject").asText());
        var fresh = new NewKey(key.publicKey(), key.sign(proven).signature());
        call("PUT", "me/keys/" + key.publicKey().id().text(), Json.canonical(fresh));
    }

    TenantId tenant() {
        return tenant;
    }

    /** What is submitted. */
    record Wanted(String script, int attempts, String zone) {}

    /** Submits a job and returns its id, once the gateway has said that it is accepted. */
    String submit(Wanted wanted) throws Exception {
        JsonNode theCase = post("cases", new NewCase(project, List.of()));
        var dataset = DatasetId.of(theCase.path("id").asText());
        byte[] document = theCase.path("recipient").path("document").binaryValue();
        Recipient to = Recipient.parse(Json.read(document, DatasetRecipient.class).recipient());
        try (Identity identity =
                to.postQuantum() ? Identity.generate() : Identity.generateX25519()) {
            VersionRef bundle = bundle(dataset, to, identity, wanted.script);
            RunIntent intent = intent(dataset, bundle, wanted);
            JsonNode job = call("POST", "jobs", Json.canonical(new NewJob(signed(intent))));
            return job.path("id").asText();
        }
    }

    private RunIntent intent(DatasetId theCase, VersionRef bundle, Wanted wanted) {
        return new RunIntent(
                new IntentId(UUID.randomUUID()),
                tenant,
                project,
                theCase,
                bundle,
                List.of(),
                List.of(),
                new Resources(1, 320, 120),
                null,
                1,
                wanted.attempts,
                NetworkClass.NONE,
                new TreeSet<>(Set.of(new Zone(wanted.zone))),
                EvidenceLevel.A0,
                "research",
                null,
                Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS));
    }

    private Authored signed(eu.sluis.contract.document.Document document) {
        return new Authored(Documents.sign(key, document), key.publicKey());
    }

    private VersionRef bundle(DatasetId dataset, Recipient to, Identity identity, String script)
            throws Exception {
        byte[] keyFile = KeyFile.seal(List.of(identity), to);
        JsonNode begun = post("datasets/" + dataset + "/versions", new NewVersion(keyFile));
        var version = VersionId.of(begun.path("id").asText());
        Recipient own = identity.recipient();
        List<ManifestFile> files = new ArrayList<>();
        files.add(put(version, own, Bundle.SCRIPT, script.getBytes(StandardCharsets.UTF_8)));
        byte[] empty = Json.canonical(new Bundle("soak", List.of(), new TreeMap<>()));
        files.add(put(version, own, Bundle.FILE, empty));
        files.sort((a, b) -> a.path().compareTo(b.path()));
        byte[] plain = Json.canonical(new Manifest(dataset, version, files));
        ManifestFile manifest = put(version, own, "manifest", plain);
        var record =
                new VersionRecord(
                        dataset,
                        version,
                        Digest.of(keyFile),
                        manifest.object(),
                        manifest.digest(),
                        null,
                        false);
        call("POST", "versions/" + version + "/close", Json.canonical(signed(record)));
        return new VersionRef(dataset, version, manifest.digest());
    }

    private ManifestFile put(VersionId version, Recipient to, String path, byte[] plain)
            throws Exception {
        var out = new ByteArrayOutputStream();
        Age.seal(new ByteArrayInputStream(plain), out, List.of(to));
        byte[] sealed = out.toByteArray();
        Digest digest = Digest.of(sealed);
        ObjectId object = new ObjectId(UUID.randomUUID());
        call(
                "PUT",
                "versions/" + version + "/objects/" + object,
                sealed,
                "Content-Type",
                "application/octet-stream",
                "Content-Digest",
                "sha-256=:" + Base64.getEncoder().encodeToString(digest.raw()) + ":");
        return new ManifestFile(path, object, digest, sealed.length, plain.length);
    }

    private JsonNode post(String path, Object body) throws Exception {
        return call(
                "POST",
                path,
                Json.canonical(body),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    /** Ends a job; it does not matter whether it has ended. */
    void cancel(String job) throws Exception {
        call("POST", "jobs/" + job + "/cancel", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode call(String method, String path, byte @Nullable [] body, String... headers)
            throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            String problem;
            try {
                HttpResponse<byte[]> answer = send(method, path, body, headers);
                if (answer.statusCode() < 300) {
                    return Json.mapper().readTree(answer.body());
                }
                problem =
                        answer.statusCode()
                                + " "
                                + new String(answer.body(), StandardCharsets.UTF_8);
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    throw new AssertionError(method + " " + path + ": " + problem);
                }
            } catch (IOException e) {
                problem = e.toString();
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(method + " " + path + " for " + PATIENCE + ": " + problem);
            }
            Thread.sleep(300);
        }
    }

    private HttpResponse<byte[]> send(
            String method, String path, byte @Nullable [] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(Stand.of("SLUIS_GATEWAY") + "/v1/" + path))
                        .timeout(ANSWER)
                        .header("Authorization", "Bearer " + token())
                        .setHeader("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private synchronized String token() throws IOException, InterruptedException {
        if (Instant.now().isAfter(tokenUntil)) {
            Map<String, String> form =
                    Map.of(
                            "grant_type",
                            "client_credentials",
                            "client_id",
                            robot.clientId(),
                            "client_secret",
                            Files.readString(robot.secret()).strip(),
                            "scope",
                            "organization:" + robot.alias());
            String body =
                    form.entrySet().stream()
                            .map(e ->
                                    e.getKey()
                                            + "="
                                            + URLEncoder.encode(
                                                    e.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            Stand.of("SLUIS_ISSUER")
                                                    + "/protocol/openid-connect/token"))
                            .timeout(ANSWER)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(body))
                            .build();
            JsonNode answer =
                    Json.mapper().readTree(http.send(request, BodyHandlers.ofByteArray()).body());
            token = answer.path("access_token").asText();
            tokenUntil = Instant.now().plusSeconds(answer.path("expires_in").asLong() / 2);
        }
        return token;
    }
}
