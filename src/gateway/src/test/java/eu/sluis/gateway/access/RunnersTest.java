package eu.sluis.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.seal.SigningKey;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of runners, by the operation that asks for a released version. */
@QuarkusTest
@NullUnmarked // its fields are set before each test
class RunnersTest {

    private static final Digest NOTHING = Digest.of(new byte[0]);

    private SigningKey key;
    private UUID attempt;
    private String path;

    @BeforeEach
    void redeemASlot() {
        key = SigningKey.generate();
        attempt = slot(key, "answered");
        path = "/v1/runner/attempts/" + attempt + "/versions/" + UUID.randomUUID();
    }

    private static UUID slot(SigningKey key, String state) {
        TestData data = TestData.make();
        UUID tenant = data.tenant.id().value();
        UUID job = UUID.randomUUID();
        UUID attempt = UUID.randomUUID();
        Sql.execute(
                """
                INSERT INTO job (tenant, id, number, project, intent_id, intent, intent_signature, intent_key,
                                 case_dataset, state, cpus, memory_mebibytes, seconds, ended)
                VALUES (?, ?, 1, ?, gen_random_uuid(), '{}', '', '', ?, 'COMPLETED', 1, 1, 1, now())
                """,
                tenant,
                job,
                data.project.value(),
                data.dataset().id().value());
        Sql.execute(
                "INSERT INTO attempt (tenant, id, job, number, site, state, ended) VALUES (?, ?, ?, 1, 'nl', 'ended', now())",
                tenant,
                attempt,
                job);
        boolean answered = state.equals("answered");
        Sql.execute(
                """
                INSERT INTO release_request (tenant, id, intent_id, attempt, rank, keys_digest, recipient, runner_key, state, document, signature)
                VALUES (?, gen_random_uuid(), gen_random_uuid(), ?, 0, 'd', 'age1', ?, ?, ?, ?)
                """,
                tenant,
                attempt,
                key.publicKey().base64(),
                state,
                answered ? "{}".getBytes(UTF_8) : null,
                answered ? new byte[64] : null);
        return attempt;
    }

    private String header(
            UUID of,
            SigningKey by,
            int rank,
            long seconds,
            String method,
            String uri,
            Digest body) {
        String text =
                String.join(
                        "\n", "sluis.request.v1", method, uri, Long.toString(seconds), body.text());
        String signature =
                Base64.getEncoder().encodeToString(by.sign(text.getBytes(UTF_8)).signature());
        return "Sluis-Runner attempt=\"%s\",rank=\"%d\",time=\"%d\",signature=\"%s\""
                .formatted(of, rank, seconds, signature);
    }

    private static HttpResponse<byte[]> get(String path, String header) {
        return Http.anonymous().send("GET", path, null, "Authorization", header);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private void assertRefused(String header) {
        assertThat(Http.problem(get(path, header))).isEqualTo("unauthenticated");
    }

    @Test
    void theSlotsRunnerGetsIn() {
        var answer = get(path, header(attempt, key, 0, now(), "GET", path, NOTHING));

        // Past the door: what is inside refuses the job's bare intent.
        assertThat(answer.statusCode()).isNotEqualTo(401);
    }

    @Test
    void theQueryIsSignedToo() {
        String header = header(attempt, key, 0, now(), "GET", path, NOTHING);

        assertThat(Http.problem(get(path + "?x=1", header))).isEqualTo("unauthenticated");
    }

    @Test
    void refusesAnotherKeyMethodPathBodyOrRank() {
        assertRefused(header(attempt, SigningKey.generate(), 0, now(), "GET", path, NOTHING));
        assertRefused(header(attempt, key, 0, now(), "POST", path, NOTHING));
        assertRefused(header(attempt, key, 0, now(), "GET", path + "x", NOTHING));
        assertRefused(header(attempt, key, 0, now(), "GET", path, Digest.of(new byte[1])));
        assertRefused(header(attempt, key, 1, now(), "GET", path, NOTHING));
    }

    @Test
    void refusesATimeOutsideTheWindow() {
        assertRefused(header(attempt, key, 0, now() - 310, "GET", path, NOTHING));
        assertRefused(header(attempt, key, 0, now() + 310, "GET", path, NOTHING));
    }

    @Test
    void refusesTheRunnerOfAnotherAttempt() {
        SigningKey otherKey = SigningKey.generate();
        UUID other = slot(otherKey, "answered");

        assertRefused(header(other, otherKey, 0, now(), "GET", path, NOTHING));
        assertRefused(header(attempt, otherKey, 0, now(), "GET", path, NOTHING));
    }

    @Test
    void refusesARunnerWhoseKeysWereNeverReleased() {
        for (String state : new String[] {"asked", "refused", "expired"}) {
            UUID waiting = slot(key, state);
            path = "/v1/runner/attempts/" + waiting + "/versions/" + UUID.randomUUID();
            assertRefused(header(waiting, key, 0, now(), "GET", path, NOTHING));
        }
    }

    @Test
    void refusesAnotherSpellingOfTheHeader() {
        String good = header(attempt, key, 0, now(), "GET", path, NOTHING);

        assertRefused(good.replace("rank=\"0\"", "rank=\"00\""));
        assertRefused(good.replace("\",", "\", "));
        assertRefused(
                good.replace(
                        attempt.toString(), attempt.toString().toUpperCase(java.util.Locale.ROOT)));
    }
}
