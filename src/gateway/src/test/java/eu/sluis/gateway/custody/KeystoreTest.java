package eu.sluis.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.TenantId;
import eu.sluis.seal.OpenFailure;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
        open(file, List.of());

        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(file.resolveSibling(""))).isEqualTo("rwx------");
    }

    @Test
    void keepsItsKeysAcrossStarts() throws OpenFailure {
        Keystore first = open(file, List.of());
        byte[] wrapped = first.key(tenant, first.epoch(tenant)).wrap(SECRET, BOUND_TO);

        Keystore second = again(first);

        assertThat(second.custodian().publicKey()).isEqualTo(first.custodian().publicKey());
        assertThat(second.key(tenant, 1).unwrap(wrapped, BOUND_TO)).isEqualTo(SECRET);
    }

    @Test
    void refusesToStartIfOthersCanReadTheFile() throws IOException {
        open(file, List.of());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> open(file, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("open to others")
                .hasMessageContaining("chmod go=");
    }

    @Test
    void refusesToStartIfOthersCanListTheDirectory() throws IOException {
        open(file, List.of());
        Path parent = file.resolveSibling("");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));

        assertThatThrownBy(() -> open(file, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("open to others");
    }

    @Test
    void refusesToLieWithTheStoreOrTheDatabase() throws IOException {
        Files.createDirectories(directory.resolve("pg/base"));
        Files.createFile(directory.resolve("pg/PG_VERSION"));
        Path store = Files.createDirectory(directory.resolve("store"));

        assertThatThrownBy(() -> open(store.resolve("keys/k.json"), List.of(store)))
                .hasMessageContaining("backups must not hold it");
        assertThatThrownBy(() -> open(directory.resolve("pg/keys/k.json"), List.of()))
                .hasMessageContaining("database");
    }

    @Test
    void refusesASymbolicLink() throws IOException {
        open(file, List.of());
        Path link = file.resolveSibling("link.json");
        Files.createSymbolicLink(link, file);

        assertThatThrownBy(() -> open(link, List.of())).hasMessageContaining("symbolic link");
    }

    @Test
    void findsAKeyThatAnotherReplicaMade() throws OpenFailure {
        Keystore one = open(file, List.of());
        Keystore other = open(file, List.of());
        byte[] wrapped = one.key(tenant, one.epoch(tenant)).wrap(SECRET, BOUND_TO);

        byte[] opened = other.key(tenant, 1).unwrap(wrapped, BOUND_TO);

        assertThat(opened).isEqualTo(SECRET);
    }

    @Test
    void losesNoKeyWhenReplicasMakeThemAtOnce() throws Exception {
        List<Keystore> replicas = List.of(open(file, List.of()), open(file, List.of()));
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

        Keystore later = again(replicas.getFirst());
        assertThat(tenants).allSatisfy(each -> assertThat(later.key(each, 1)).isNotNull());
        for (TenantId each : tenants) {
            byte[] wrapped = replicas.get(0).key(each, 1).wrap(SECRET, BOUND_TO);
            assertThat(replicas.get(1).key(each, 1).unwrap(wrapped, BOUND_TO)).isEqualTo(SECRET);
        }
    }

    /** In two processes, as a lock within one would hide that the file's own lock is missing. */
    @Test
    void losesNoKeyWhenProcessesMakeThemAtOnce() throws Exception {
        Keystore first = open(file, List.of());
        var custodian = first.custodian().publicKey().id();

        List<Process> replicas =
                List.of(
                        KeystoreReplica.start(file, custodian, 100),
                        KeystoreReplica.start(file, custodian, 100));

        List<TenantId> made = new ArrayList<>();
        for (Process replica : replicas) {
            String said = new String(replica.getInputStream().readAllBytes());
            assertThat(replica.waitFor()).as(said).isZero();
            said.lines()
                    .filter(line -> line.startsWith("tenant "))
                    .forEach(line -> made.add(TenantId.of(line.substring(7))));
        }
        Keystore later = again(first);
        assertThat(made)
                .hasSize(200)
                .allSatisfy(each -> assertThat(later.key(each, 1)).isNotNull());
    }

    @Test
    void isNotMadeAnewBesideADatabaseThatHasTenants() {
        var bond = new KeystoreBond(null, Set.of(tenant));

        assertThatThrownBy(() -> new Keystore(file, List.of(), () -> bond))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("missing at " + file)
                .hasMessageContaining("restore it from its own backup to " + file);

        assertThat(file).doesNotExist();
    }

    @Test
    void isNotMadeAnewBesideADatabaseThatWasBound() {
        PublicKey lost = SigningKey.generate().publicKey();
        var bond = new KeystoreBond(lost.id(), Set.of());

        assertThatThrownBy(() -> new Keystore(file, List.of(), () -> bond))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("custodian " + lost.id());

        assertThat(file).doesNotExist();
    }

    @Test
    void refusesTheKeystoreOfAnotherCustodian() {
        PublicKey found = open(file, List.of()).custodian().publicKey();
        PublicKey own = SigningKey.generate().publicKey();
        var bond = new KeystoreBond(own.id(), Set.of(tenant));

        assertThatThrownBy(() -> new Keystore(file, List.of(), () -> bond))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another's, of custodian " + found.id())
                .hasMessageContaining("is (of custodian " + own.id() + ")")
                .hasMessageContaining("restore it");
    }

    @Test
    void refusesANewDatabaseBesideAKeystoreThatWasUsed() {
        open(file, List.of()).epoch(tenant);

        assertThatThrownBy(() -> open(file, List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("if the database was lost, restore it from its backup");
    }

    @Test
    void opensBesideItsOwnDatabaseEvenOneThatWasRestoredFromBeforeItsNewestTenant() {
        Keystore first = open(file, List.of());
        first.epoch(tenant);

        Keystore second = again(first);

        assertThat(second.key(tenant, 1)).isNotNull();
    }

    @Test
    void isNeverWrittenOverWhenItIsEmptyOrDamaged() throws IOException {
        open(file, List.of());
        byte[] whole = Files.readAllBytes(file);
        byte[] noKey =
                new String(whole).replaceAll("\"custodian\":\"..", "\"custodian\":\"AA").getBytes();
        for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), noKey)) {
            Files.write(file, damaged);

            assertThatThrownBy(() -> open(file, List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("at " + file + " is empty or damaged")
                    .hasMessageContaining("restore it from its own backup");

            assertThat(file).hasBinaryContent(damaged);
        }
    }

    @Test
    void servesOnWithItsOwnKeysWhenTheFileIsReplacedByAnothers() throws IOException {
        Keystore keystore = open(file, List.of());
        PublicKey own = keystore.custodian().publicKey();
        Path other = directory.resolve("other/keystore.json");
        open(other, List.of());
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> keystore.epoch(tenant))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));

        assertThat(keystore.custodian().publicKey()).isEqualTo(own);
    }

    @Test
    void refusesAnEpochThatItDoesNotHold() {
        Keystore keystore = open(file, List.of());

        assertThatThrownBy(() -> keystore.key(tenant, 7))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not held here");
    }

    @Test
    void showsNoSecretInWords() {
        Keystore keystore = open(file, List.of());
        keystore.epoch(tenant);

        assertThat(keystore.key(tenant, 1).toString()).contains("secret");
        assertThat(new KeystoreContent.Key(tenant, 1, new byte[] {77, 88}).toString())
                .isEqualTo("Key[" + tenant + ", epoch 1, secret]");
    }

    private static Keystore open(Path file, List<Path> apartFrom) {
        return new Keystore(file, apartFrom, () -> KeystoreBond.NONE);
    }

    /** A later start beside the same database, in which no tenant is left. */
    private Keystore again(Keystore first) {
        var bond = new KeystoreBond(first.custodian().publicKey().id(), Set.of());
        return new Keystore(file, List.of(), () -> bond);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
