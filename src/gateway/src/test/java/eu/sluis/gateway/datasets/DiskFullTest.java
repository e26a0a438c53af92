package eu.sluis.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.SmallDisk;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestData.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The disk under the store is really full: the kernel says ENOSPC, no counter of ours. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(value = DiskFullTest.Disk.class, restrictToAnnotatedClass = true)
class DiskFullTest {

    private static final int OBJECT_BYTES = 4 << 20;

    /** A store of 16 MiB, with no free space demanded beforehand. */
    public static final class Disk implements QuarkusTestResourceLifecycleManager {

        private SmallDisk disk;

        @Override
        public Map<String, String> start() {
            disk = SmallDisk.mount(16);
            return Map.of(
                    "sluis.store.directory",
                    disk.directory().resolve("store").toString(),
                    "sluis.store.min-free-bytes",
                    "0");
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(disk, new TestInjector.MatchesType(SmallDisk.class));
        }

        @Override
        public void stop() {
            disk.close();
        }
    }

    SmallDisk disk;
    private TestData data;
    private TestVersion version;
    private byte[] sealed;
    private final ObjectId id = new ObjectId(UUID.randomUUID());

    @BeforeEach
    void anOpenVersion() {
        assumeTrue(disk.mounted(), SmallDisk.WANTS_ROOT);
        data = TestData.make();
        version = data.version(data.dataset());
        sealed = TestData.seal(new byte[OBJECT_BYTES], version.identity().recipient());
    }

    @AfterEach
    void room() {
        disk.free();
    }

    @Test
    void aDiskThatFillsUpDuringAnUploadKeepsNothingOfItAndServesOnOnceThereIsRoom()
            throws IOException {
        HttpResponse<byte[]> full = put(disk::fill);

        assertThat(full.statusCode()).isEqualTo(507);
        assertThat(Http.problem(full)).isEqualTo("store-full");
        assertThat(data.http().get(path()).statusCode()).isEqualTo(404);
        assertThat(rows()).isEmpty();
        assertThat(filesInStore()).isEmpty();
        assertThat(usage()).containsExactly(0L);

        disk.free();
        assertThat(put(() -> {}).statusCode()).isEqualTo(201);
        assertThat(data.http().get(path()).body()).isEqualTo(sealed);
    }

    @Test
    void aFullDiskRefusesBeforeTheBytes() {
        disk.fill();

        HttpResponse<byte[]> full =
                data.http()
                        .put(
                                path(),
                                new ByteArrayInputStream(sealed),
                                sealed.length,
                                Digest.of(sealed));

        assertThat(full.statusCode()).isEqualTo(507);
        assertThat(rows()).isEmpty();
    }

    /** What was stored before is read while nothing more can be written. */
    @Test
    void aFullDiskIsReadStill() {
        put(() -> {});
        disk.fill();

        assertThat(data.http().get(path()).body()).isEqualTo(sealed);
    }

    /** Puts the object; at its middle, once the gateway is at work on it, {@code between} runs. */
    private HttpResponse<byte[]> put(Runnable between) {
        byte[] first = Arrays.copyOf(sealed, sealed.length / 2);
        byte[] rest = Arrays.copyOfRange(sealed, first.length, sealed.length);
        InputStream body =
                new SequenceInputStream(
                        new ByteArrayInputStream(first),
                        new Late(
                                () -> {
                                    Await.until(() -> !filesInStore().isEmpty());
                                    between.run();
                                },
                                rest));
        return data.http().put(path(), body, sealed.length, Digest.of(sealed));
    }

    private static final class Late extends ByteArrayInputStream {

        private Runnable first;

        Late(Runnable first, byte[] bytes) {
            super(bytes);
            this.first = first;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            first.run();
            first = () -> {};
            return super.read(into, from, most);
        }
    }

    private String path() {
        return TestData.objectPath(version.id(), id);
    }

    private List<Object> rows() {
        return Sql.column("SELECT state FROM object WHERE version = ?", version.id().value());
    }

    private List<Object> usage() {
        return Sql.column(
                "SELECT bytes FROM store_usage WHERE tenant = ?", data.tenant.id().value());
    }

    private List<Path> filesInStore() {
        try (Stream<Path> all = Files.walk(disk.directory().resolve("store"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().contains("incoming")
                                    || file.toString().contains(data.tenant.id().toString()))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
