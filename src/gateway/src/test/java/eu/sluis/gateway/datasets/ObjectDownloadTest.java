package eu.sluis.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestData.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class ObjectDownloadTest {

    @Inject FileStore files;

    private final ObjectId id = new ObjectId(UUID.randomUUID());
    private TestData data;
    private TestVersion version;
    private byte[] sealed;

    @BeforeEach
    void aStoredObject() {
        data = TestData.make();
        version = data.version(data.dataset());
        sealed = put(version, id, 5000);
    }

    @ParameterizedTest
    @CsvSource({"0-0,0,1", "10-19,10,10", "100-,100,-1", "-7,-7,7", "0-999999999,0,-1"})
    void givesTheRangeThatIsAskedFor(String range, int first, int length) {
        int from = first < 0 ? sealed.length + first : first;
        int to = length < 0 ? sealed.length : from + length;

        HttpResponse<byte[]> part = get("bytes=" + range);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(sealed, from, to));
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes " + from + "-" + (to - 1) + "/" + sealed.length);
    }

    @Test
    void refusesARangeBehindTheEnd() {
        HttpResponse<byte[]> part = get("bytes=" + sealed.length + "-");

        assertThat(part.statusCode()).isEqualTo(416);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes */" + sealed.length);
        assertThat(new String(part.body())).contains("range-not-satisfiable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "lines=0-1", "bytes=-", "bytes=5-2", "bytes=a-b"})
    void givesAllWhereARangeIsNoneThatItServes(String range) {
        HttpResponse<byte[]> all = get(range);

        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(all.body()).isEqualTo(sealed);
    }

    @Test
    void doesNotFindAnObjectWhoseRowWasMovedToAnotherVersionOrName() {
        TestVersion other = data.version(version.dataset());
        ObjectId name = new ObjectId(UUID.randomUUID());
        Sql.execute(
                "UPDATE object SET version = ?, id = ? WHERE id = ?",
                other.id().value(),
                name.value(),
                id.value());

        HttpResponse<byte[]> moved = data.http().get(TestData.objectPath(other.id(), name));
        HttpResponse<byte[]> gone = get(null);

        assertThat(moved.statusCode()).isEqualTo(503);
        assertThat(gone.statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAFileOfAnotherLengthInAnObjectsPlace() throws IOException {
        ObjectId other = new ObjectId(UUID.randomUUID());
        put(version, other, 6000);
        move(other, id);

        HttpResponse<byte[]> answer = get(null);

        assertThat(answer.statusCode()).isEqualTo(503);
    }

    /** Of equal length it is the digest, in the answer and in the manifest, that tells. */
    @Test
    void namesTheDigestThatAMovedFileDoesNotHave() throws IOException {
        ObjectId other = new ObjectId(UUID.randomUUID());
        put(version, other, 5000);
        move(other, id);

        HttpResponse<byte[]> answer = get(null);

        assertThat(answer.headers().firstValue("Repr-Digest"))
                .contains(TestData.contentDigest(Digest.of(sealed)))
                .isNotEqualTo(
                        java.util.Optional.of(TestData.contentDigest(Digest.of(answer.body()))));
    }

    private void move(ObjectId from, ObjectId to) throws IOException {
        Files.move(
                files.path(data.tenant.id(), version.id(), from),
                files.path(data.tenant.id(), version.id(), to),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private byte[] put(TestVersion version, ObjectId id, int bytes) {
        byte[] fresh = TestData.seal(new byte[bytes], version.identity().recipient());
        assertThat(data.put(version.id(), id, fresh).statusCode()).isEqualTo(201);
        return fresh;
    }

    private HttpResponse<byte[]> get(String range) {
        String path = TestData.objectPath(version.id(), id);
        return range == null
                ? data.http().get(path)
                : data.http().send("GET", path, null, "Range", range);
    }
}
