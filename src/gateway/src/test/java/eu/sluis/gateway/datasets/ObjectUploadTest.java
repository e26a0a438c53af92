package eu.sluis.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestData.TestVersion;
import eu.sluis.seal.Identity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class ObjectUploadTest {

    @Inject FileStore files;

    private final ObjectId id = new ObjectId(UUID.randomUUID());
    private TestData data;
    private TestVersion version;

    @BeforeEach
    void anOpenVersion() {
        data = TestData.make();
        version = data.version(data.dataset());
    }

    @Test
    void keepsASealedObjectAndGivesItsBytesBack() {
        byte[] sealed = sealed(200_000);

        HttpResponse<byte[]> put = data.put(version.id(), id, sealed);
        HttpResponse<byte[]> got = data.http().get(path());

        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(Http.body(put, ObjectView.class))
                .isEqualTo(new ObjectView(id, version.id(), sealed.length, Digest.of(sealed)));
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(sealed);
        assertThat(got.headers().firstValue("Repr-Digest"))
                .contains(TestData.contentDigest(Digest.of(sealed)));
    }

    @Test
    void givesTheSameAnswerToTheSameBytesAgainAndRefusesOthersUnderTheirId() {
        byte[] sealed = sealed(100);
        data.put(version.id(), id, sealed);

        HttpResponse<byte[]> again = data.put(version.id(), id, sealed);
        HttpResponse<byte[]> other = data.put(version.id(), id, sealed(100));

        assertThat(again.statusCode()).isEqualTo(200);
        assertProblem(other, 409, "conflict");
        assertThat(data.http().get(path()).body()).isEqualTo(sealed);
    }

    /** A client that sends on and on is told, and cut off: two gibibytes are not taken in. */
    @Test
    void answersARefusedUploadBeforeItsBodyIsSent() {
        var gone = new VersionId(UUID.randomUUID());
        long declared = 2L << 30;
        var sent = new Zeros(declared);

        HttpResponse<byte[]> answer =
                data.http()
                        .put(
                                TestData.objectPath(gone, id),
                                sent,
                                declared,
                                Digest.of(new byte[] {1}));

        assertProblem(answer, 404, "not-found");
        assertThat(sent.left).isPositive();
    }

    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int given = (int) Math.min(most, left);
            left -= given;
            return given > 0 ? given : -1;
        }
    }

    @Test
    void refusesPlaintext() {
        byte[] plain = "patient,age,diagnosis\n".repeat(1000).getBytes();

        HttpResponse<byte[]> put = data.put(version.id(), id, plain);

        assertProblem(put, 422, "not-sealed");
        assertNothingIsLeft();
    }

    @Test
    void refusesAnObjectForTwoRecipients() {
        byte[] sealed =
                TestData.seal(
                        new byte[100],
                        version.identity().recipient(),
                        Identity.generate().recipient());

        HttpResponse<byte[]> put = data.put(version.id(), id, sealed);

        assertProblem(put, 422, "not-sealed");
        assertNothingIsLeft();
    }

    @Test
    void refusesAClassicRecipientUnlessTheLabelAllowsIt() {
        byte[] classic = TestData.seal(new byte[100], Identity.generateX25519().recipient());
        TestVersion lenient = data.version(data.dataset(TestData.Labels.CLASSIC));

        HttpResponse<byte[]> refused = data.put(version.id(), id, classic);
        HttpResponse<byte[]> allowed = data.put(lenient.id(), id, classic);

        assertProblem(refused, 422, "not-sealed");
        assertThat(allowed.statusCode()).isEqualTo(201);
    }

    /** The form is all that the gateway sees; the runner and the client find out by opening. */
    @Test
    void acceptsAHeaderWithPlaintextOfAPossibleLengthBehindIt() {
        byte[] sealed = sealed(1000);
        Arrays.fill(sealed, sealed.length - 1016, sealed.length, (byte) 'x');

        HttpResponse<byte[]> put = data.put(version.id(), id, sealed);

        assertThat(put.statusCode()).isEqualTo(201);
    }

    @Test
    void refusesALengthThatNoAgeFileHas() {
        byte[] sealed = sealed(0);

        HttpResponse<byte[]> put =
                data.put(version.id(), id, Arrays.copyOf(sealed, sealed.length - 1));

        assertProblem(put, 422, "not-sealed");
        assertNothingIsLeft();
    }

    @Test
    void refusesAWrongDigest() {
        HttpResponse<byte[]> put =
                data.put(version.id(), id, sealed(50_000), Digest.of(new byte[1]));

        assertProblem(put, 422, "digest-mismatch");
        assertNothingIsLeft();
    }

    @Test
    void refusesABodyWithoutLengthOrDigest() {
        var chunked = new RawRequest(data.member.token(), "PUT", path());

        RawRequest.Answer withoutLength =
                chunked.send("Transfer-Encoding: chunked\r\n", "0\r\n\r\n".getBytes());
        HttpResponse<byte[]> withoutDigest = data.http().send("PUT", path(), sealed(10));

        assertThat(withoutLength.status()).isEqualTo(411);
        assertThat(withoutLength.text()).contains("length-required");
        assertProblem(withoutDigest, 400, "invalid-request");
        assertNothingIsLeft();
    }

    @Test
    void takesNothingIntoAClosedVersion() {
        var closed = data.closed(data.dataset());

        HttpResponse<byte[]> put = data.put(closed.version(), id, sealed(10));

        assertProblem(put, 409, "conflict");
    }

    @Test
    void refusesDataThatMayNotBeAtTheGatewaysHome() {
        TestVersion estonian = data.version(data.dataset(Places.inZone("eu/ee")));

        HttpResponse<byte[]> put = data.put(estonian.id(), id, sealed(10));

        assertProblem(put, 403, "refused-by-policy");
        assertThat(Http.json(put).at("/clauses/0/clause").asText()).isEqualTo("zones");
        assertThat(Http.json(put).at("/clauses/0/source").asText()).startsWith("dataset ");
        assertThat(
                        Sql.column(
                                "SELECT allowed FROM decision WHERE point = 'upload' AND subject = ?",
                                id.value()))
                .containsExactly(false);
    }

    @Test
    void leavesNothingWhenTheSenderGoesAway() {
        byte[] sealed = sealed(1_000_000);
        var request = new RawRequest(data.member.token(), "PUT", path());

        request.sendAndHangUp(
                "Content-Length: "
                        + sealed.length
                        + "\r\nContent-Digest: "
                        + TestData.contentDigest(Digest.of(sealed))
                        + "\r\n",
                Arrays.copyOf(sealed, 600_000),
                () -> !rows("reserved").isEmpty());

        Await.until(() -> rows("reserved").isEmpty());
        assertNothingIsLeft();
        assertThat(data.put(version.id(), id, sealed).statusCode()).isEqualTo(201);
    }

    private java.util.List<Object> rows(String state) {
        return Sql.column(
                "SELECT id FROM object WHERE version = ? AND state = ?",
                version.id().value(),
                state);
    }

    private void assertNothingIsLeft() {
        assertThat(data.http().get(path()).statusCode()).isEqualTo(404);
        assertThat(Sql.column("SELECT id FROM object WHERE version = ?", version.id().value()))
                .isEmpty();
        assertThat(
                        Sql.column(
                                "SELECT bytes FROM store_usage WHERE tenant = ?",
                                data.tenant.id().value()))
                .allMatch(bytes -> bytes.equals(0L));
        assertThat(files.path(data.tenant.id(), version.id(), id)).doesNotExist();
        assertThat(files.path(data.tenant.id(), version.id(), id).resolve("../../../incoming"))
                .satisfiesAnyOf(
                        incoming -> assertThat(incoming).doesNotExist(),
                        incoming -> {
                            try (var list = Files.list(incoming)) {
                                assertThat(list).isEmpty();
                            }
                        });
    }

    private byte[] sealed(int bytes) {
        return TestData.seal(new byte[bytes], version.identity().recipient());
    }

    private String path() {
        return TestData.objectPath(version.id(), id);
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(new String(answer.body())).contains("urn:sluis:problem:" + code);
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
