package eu.sluis.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.TenantId;
import eu.sluis.seal.OpenFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {

    private static final byte[] SECRET = {1, 2, 3};
    private static final byte[] BOUND_TO = {4};

    @TempDir Path directory;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private Path file;

    @BeforeEach
    void aPlace() {
        file = directory.resolve("keys/keystore.json");
    }

    @Test
    void isMadeAtFirstStartForItsOwnerAlone() throws IOException {
        new Keystore(file, List.of());

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.resolveSibling(""))).isEqualTo("rwx------");
    }

    @Test
    void keepsItsKeysAcrossStarts() throws OpenFailure {
        Keystore first = new Keystore(file, List.of());
        byte[] wrapped = first.key(tenant, first.epoch(tenant)).wrap(SECRET, BOUND_TO);

        Keystore second = new Keystore(file, List.of());

        assertThat(second.custodian().publicKey()).isEqualTo(first.custodian().publicKey());
        assertThat(second.key(tenant, 1).unwrap(wrapped, BOUND_TO)).isEqualTo(SECRET);
    }

    @Test
    void refusesToStartIfOthersCanReadTheFile() throws IOException {
        new Keystore(file, List.of());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> new Keystore(file, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("open to others")
                .hasMessageContaining("chmod go=");
    }

    @Test
    void refusesToStartIfOthersCanListTheDirectory() throws IOException {
        new Keystore(file, List.of());
        Path parent = file.resolveSibling("");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));

        assertThatThrownBy(() -> new Keystore(file, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("open to others");
    }

    @Test
    void refusesToLieWithTheStoreOrTheDatabase() throws IOException {
        Files.createDirectories(directory.resolve("pg/base"));
        Files.createFile(directory.resolve("pg/PG_VERSION"));
        Path store = Files.createDirectory(directory.resolve("store"));

        assertThatThrownBy(() -> new Keystore(store.resolve("keys/k.json"), List.of(store)))
                .hasMessageContaining("backups must not hold it");
        assertThatThrownBy(() -> new Keystore(directory.resolve("pg/keys/k.json"), List.of()))
                .hasMessageContaining("database");
    }

    @Test
    void refusesASymbolicLink() throws IOException {
        new Keystore(file, List.of());
        Path link = file.resolveSibling("link.json");
        Files.createSymbolicLink(link, file);

        assertThatThrownBy(() -> new Keystore(link, List.of()))
                .hasMessageContaining("symbolic link");
    }

    @Test
    void findsAKeyThatAnotherReplicaMade() throws OpenFailure {
        Keystore one = new Keystore(file, List.of());
        Keystore other = new Keystore(file, List.of());
        byte[] wrapped = one.key(tenant, one.epoch(tenant)).wrap(SECRET, BOUND_TO);

        byte[] opened = other.key(tenant, 1).unwrap(wrapped, BOUND_TO);

        assertThat(opened).isEqualTo(SECRET);
    }

    @Test
    void losesNoKeyWhenReplicasMakeThemAtOnce() throws Exception {
        List<Keystore> replicas =
                List.of(new Keystore(file, List.of()), new Keystore(file, List.of()));
        List<TenantId> tenants =
                IntStream.range(0, 40).mapToObj(_ -> new TenantId(UUID.randomUUID())).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (TenantId each : tenants) {
                threads.invokeAll(
                        replicas.stream()
                                .map(replica -> (Callable<Integer>) () -> replica.epoch(each))
                                .toList());
            }
        }

        Keystore later = new Keystore(file, List.of());
        assertThat(tenants).allSatisfy(each -> assertThat(later.key(each, 1)).isNotNull());
        for (TenantId each : tenants) {
            byte[] wrapped = replicas.get(0).key(each, 1).wrap(SECRET, BOUND_TO);
            assertThat(replicas.get(1).key(each, 1).unwrap(wrapped, BOUND_TO)).isEqualTo(SECRET);
        }
    }

    @Test
    void refusesAnEpochThatItDoesNotHold() {
        Keystore keystore = new Keystore(file, List.of());

        assertThatThrownBy(() -> keystore.key(tenant, 7))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not held here");
    }

    @Test
    void showsNoSecretInWords() {
        Keystore keystore = new Keystore(file, List.of());
        keystore.epoch(tenant);

        assertThat(keystore.key(tenant, 1).toString()).contains("secret");
        assertThat(new KeystoreContent.Key(tenant, 1, new byte[] {77, 88}).toString())
                .doesNotContain("77");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
