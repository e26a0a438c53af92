package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SIGKILL to the gateway in the midst of upload, acceptance and release. Where a moment cannot be
 * hit by time, the test holds the gateway there, by a lock on a table. Dispatch: {@link
 * DispatchIT}.
 */
@Order(4)
class KilledGatewayIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern AGAIN = Pattern.compile("submit --again ([0-9a-f-]{36})");
    private static final int OUTCOME_UNKNOWN = 6;

    /** A runner that hears nothing for so long stops, and the gateway gives it up. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Jobs jobs = new Jobs(Tenants.shared());

    @AfterEach
    void leaveAGatewayThatRuns() {
        Stand.startGateway(Map.of());
    }

    private static void await(String what, Callable<Boolean> holds) {
        Awaitility.await(what).atMost(SOON).pollInterval(Duration.ofMillis(2)).until(holds);
    }

    // --- upload

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anUploadIsWholeOrAbsentAndCanBeRepeated(long seed) throws Exception {
        String token = Rest.token(jobs.robot());
        String name = "killed-" + seed + "-" + UUID.randomUUID();
        JsonNode dataset =
                Tenants.json(
                        jobs.robot()
                                .sluis(
                                        "dataset",
                                        "create",
                                        name,
                                        "--project",
                                        "p",
                                        "--zone",
                                        "eu/nl",
                                        "-o",
                                        "json"));
        try (Identity identity = Identity.generate()) {
            byte[] sealed = sealed(new byte[96 << 20], identity.recipient());
            String version = begin(token, dataset, identity);
            String path = "/v1/versions/" + version + "/objects/" + UUID.randomUUID();
            long mark = (long) (new Random(seed).nextDouble() * sealed.length);

            var upload = CompletableFuture.supplyAsync(() -> tryPut(token, path, sealed));
            await("bytes " + mark + " of " + sealed.length, () -> incoming() >= mark);
            Stand.killGateway();
            assertThat(upload.get()).isZero();
            Stand.startGateway(Map.of());

            assertThat(Rest.get(token, path).status()).isEqualTo(404);
            assertThat(Rest.get(token, "/v1/versions/" + version + "/objects").ok().path("items"))
                    .isEmpty();
            assertThat(tryPut(token, path, sealed)).isEqualTo(201);
            assertThat(tryPut(token, path, sealed)).isEqualTo(200);
        }
    }

    private static byte[] sealed(byte[] plain, Recipient recipient) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        Age.seal(new ByteArrayInputStream(plain), sealed, List.of(recipient));
        return sealed.toByteArray();
    }

    private static String begin(String token, JsonNode dataset, Identity identity)
            throws IOException {
        byte[] recipient = dataset.path("recipient").path("document").binaryValue();
        Recipient to =
                Recipient.parse(Json.mapper().readTree(recipient).path("recipient").asText());
        return Rest.call(
                        token,
                        "POST",
                        "/v1/datasets/" + dataset.path("id").asText() + "/versions",
                        Json.canonical(new NewVersion(KeyFile.seal(List.of(identity), to))),
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .ok()
                .path("id")
                .asText();
    }

    /** The status; 0 if there was no answer. */
    private static int tryPut(String token, String path, byte[] sealed) {
        String digest = Base64.getEncoder().encodeToString(Digest.of(sealed).raw());
        try {
            return Rest.call(
                            token,
                            "PUT",
                            path,
                            sealed,
                            "Content-Type",
                            "application/octet-stream",
                            "Content-Digest",
                            "sha-256=:" + digest + ":")
                    .status();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The bytes that the store is receiving; what an earlier test left does not grow. */
    private static long incoming() throws IOException {
        try (Stream<Path> files = Files.list(Stand.directory().resolve("store/incoming"))) {
            return files.mapToLong(file -> file.toFile().length()).max().orElse(-1);
        }
    }

    // --- accept

    @Test
    void aJobThatWasNotYetAcceptedIsAcceptedOnceByItsIntent() throws Exception {
        CompletableFuture<Stand.Outcome> submission;
        try (Connection lock = lock("job")) {
            submission = CompletableFuture.supplyAsync(this::submission);
            await("the acceptance waits for the table", () -> waitFor("job"));
            Stand.killGateway();
        }
        String intent = intentOf(submission);
        Stand.startGateway(Map.of());

        assertThat(Stand.row("SELECT count(*) FROM job WHERE intent_id = ?::uuid", intent))
                .isEqualTo("0");
        assertThat(leavesOf(intent)).isEqualTo("0");
        acceptedOnce(intent);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void aJobThatWasAcceptedIsNotAcceptedTwice(long seed) throws Exception {
        String before = Stand.row("SELECT count(*) FROM job");
        var submission = CompletableFuture.supplyAsync(this::submission);
        await("it is accepted", () -> !Stand.row("SELECT count(*) FROM job").equals(before));
        Thread.sleep(new Random(seed).nextInt(20));
        Stand.killGateway();
        Stand.Outcome outcome = submission.get();
        Stand.startGateway(Map.of());

        String number =
                outcome.exit() == OUTCOME_UNKNOWN
                        ? again(intentOf(submission))
                        : Jobs.number(outcome);
        assertThat(Stand.row("SELECT count(*) FROM job"))
                .isEqualTo(Long.toString(Long.parseLong(before) + 1));
        jobs.completesOnce(number, SOON.multipliedBy(2));
    }

    private Stand.Outcome submission() {
        try {
            return jobs.trySubmit("sleep 1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String intentOf(CompletableFuture<Stand.Outcome> submission)
            throws InterruptedException, ExecutionException {
        Stand.Outcome outcome = submission.get();
        assertThat(outcome.exit()).as(outcome.errors()).isEqualTo(OUTCOME_UNKNOWN);
        Matcher hint = AGAIN.matcher(outcome.errors());
        assertThat(hint.find()).as(outcome.errors()).isTrue();
        return hint.group(1);
    }

    private String again(String intent) {
        return Jobs.number(jobs.robot().sluis("submit", "--again", intent));
    }

    private void acceptedOnce(String intent) throws IOException {
        Path kept = jobs.robot().home().resolve("intents/" + intent + ".json");
        byte[] body = ("{\"intent\":" + Files.readString(kept) + "}").getBytes();

        String number = again(intent);

        Rest.Answer repeated = Rest.call(Rest.token(jobs.robot()), "POST", "/v1/jobs", body);
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.body().path("number").asText()).isEqualTo(number);
        assertThat(leavesOf(intent)).isEqualTo("1");
        jobs.completesOnce(number, SOON);
    }

    private static String leavesOf(String intent) {
        return Stand.row(
                "SELECT count(*) FROM audit WHERE convert_from(document, 'UTF8') LIKE ?",
                "%job.accepted%" + intent + "%");
    }

    // --- release

    @Test
    void aReleaseThatIsCutOffIsMadeOnceAndAnsweredAgain() throws Exception {
        String number;
        try (Connection lock = lock("release_request")) {
            number = jobs.submit("sleep 1\n");
            await("the release waits for the table", () -> waitFor("release_request"));
            Stand.killGateway();
        }
        Stand.startGateway(Map.of());
        jobs.completesOnce(number, SOON.multipliedBy(2));
        assertThat(jobs.attempts(number)).hasSize(1);
    }

    @Test
    void aReleaseWhoseAnswerIsLostIsAnsweredAgainWithTheSameBytes() throws Exception {
        String number = jobs.submit("sleep 1\n");
        await("the key is released", () -> !released(number).isEmpty());
        String first = released(number);
        Instant killed = Instant.now();
        Stand.killGateway();
        Stand.startGateway(Map.of());
        assumeThat(Instant.now()).as("the lease outlived the outage").isBefore(killed.plus(LEASE));

        jobs.completesOnce(number, SOON.multipliedBy(2));
        assertThat(released(number)).isEqualTo(first);
        assertThat(jobs.attempts(number)).hasSize(1);
    }

    private String released(String number) {
        return Objects.requireNonNullElse(
                Stand.row(
                        "SELECT coalesce(string_agg(encode(sha256(r.document), 'hex'), ' '), '')"
                                + " FROM release_request r JOIN attempt a ON a.id = r.attempt"
                                + " WHERE a.job = ?::uuid AND r.state = 'answered'",
                        jobs.row("id", number)),
                "");
    }

    // --- where the gateway is held

    /** Nobody writes to the table until this is closed; reading goes on. */
    private static Connection lock(String table) throws Exception {
        Connection connection = Stand.database();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
        }
        return connection;
    }

    private static boolean waitFor(String table) {
        return !Stand.row(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = ?::regclass",
                        table)
                .equals("0");
    }
}
