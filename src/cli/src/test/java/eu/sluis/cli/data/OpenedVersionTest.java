package eu.sluis.cli.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.ProgressBar;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenedVersionTest {

    @TempDir Path directory;

    private final Papers papers = new Papers();
    private final Identity identity = Identity.generate();
    private final Map<ObjectId, byte[]> store = new HashMap<>();
    private final OpenedVersion opened =
            new OpenedVersion(
                    List.of(identity),
                    object -> new ByteArrayInputStream(store.get(object)),
                    new ProgressBar(
                            new PrintWriter(System.err), false, InstantSource.fixed(Papers.NOW)));

    @Test
    void opensEveryFileToItsPlace() throws IOException {
        Manifest manifest = read(manifestOf(file("a/table.csv", "1,2"), file("b.txt", "")));

        get(manifest, false);

        assertThat(directory.resolve("a/table.csv")).hasContent("1,2");
        assertThat(names()).containsExactlyInAnyOrder("a", "b.txt");
    }

    @Test
    void refusesAManifestWithANameThatLeadsOutAndWritesNothing() throws IOException {
        ManifestFile good = file("x/evil.sh", "rm");
        String json = new String(Json.canonical(manifestOf(good)), UTF_8);
        VersionRecord record = record(json.replace("x/evil.sh", "../evil.sh"));

        assertThatThrownBy(() -> opened.manifest(record))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a path must be relative");

        assertThat(names()).isEmpty();
    }

    @Test
    void refusesAManifestWhoseBytesAreNotThoseSigned() {
        VersionRecord record = record(json(manifestOf(file("a", "1"))));
        store.put(record.manifest(), seal(json(manifestOf())));

        assertThatThrownBy(() -> opened.manifest(record))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("not the one that was signed for");
    }

    @Test
    void refusesTheManifestOfAnotherVersion() {
        Papers others = new Papers();
        Manifest foreign = new Manifest(others.dataset, others.version, List.of());

        assertThatThrownBy(() -> opened.manifest(record(json(foreign))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("another version");
    }

    @Test
    void leavesNothingBehindWhenOneObjectWasSwapped() throws IOException {
        ManifestFile second = file("b", "2");
        Manifest manifest = read(manifestOf(file("a", "1"), second));
        store.put(second.object(), seal("other"));

        assertThatThrownBy(() -> get(manifest, false)).isInstanceOf(Failure.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void refusesAFileOfAnotherLengthThanItsManifestSays() throws IOException {
        ManifestFile real = file("a", "1");
        ManifestFile lying =
                new ManifestFile(real.path(), real.object(), real.digest(), real.sealedBytes(), 99);

        assertThatThrownBy(() -> get(read(manifestOf(lying)), false))
                .hasMessageContaining("another length");
        assertThat(names()).isEmpty();
    }

    @Test
    void refusesPlaintextInPlaceOfAnObject() throws IOException {
        byte[] plain = "not sealed".getBytes(UTF_8);
        ObjectId object = new ObjectId(UUID.randomUUID());
        store.put(object, plain);
        ManifestFile file =
                new ManifestFile("a", object, Digest.of(plain), plain.length, plain.length);

        assertThatThrownBy(() -> get(read(manifestOf(file)), false))
                .hasMessageContaining("does not open");
        assertThat(names()).isEmpty();
    }

    @Test
    void keepsAFileThatIsThereUnlessForced() throws IOException {
        Files.writeString(directory.resolve("a"), "mine");
        Manifest manifest = read(manifestOf(file("a", "theirs"), file("b", "1")));

        assertThatThrownBy(() -> get(manifest, false)).hasMessageContaining("is there already");
        assertThat(names()).containsExactly("a");
        assertThat(directory.resolve("a")).hasContent("mine");

        get(manifest, true);
        assertThat(directory.resolve("a")).hasContent("theirs");
    }

    @Test
    void putsReplacedFilesBackWhenALaterOneCannotBeMoved() throws IOException {
        Files.writeString(directory.resolve("a"), "mine");
        try (TargetDirectory target = TargetDirectory.in(directory, true)) {
            Files.writeString(target.stage("a"), "theirs");
            Files.writeString(target.stage("b"), "theirs");
            Files.createDirectories(directory.resolve("b/in the way"));

            assertThatThrownBy(target::commit).hasMessageContaining("cannot be moved");
        }

        assertThat(directory.resolve("a")).hasContent("mine");
        assertThat(names()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void leavesAFileAloneThatAppearsMeanwhile() throws IOException {
        try (TargetDirectory target = TargetDirectory.in(directory, false)) {
            Files.writeString(target.stage("a"), "theirs");
            Files.writeString(target.stage("b"), "theirs");
            Files.writeString(directory.resolve("b"), "mine");

            assertThatThrownBy(target::commit).hasMessageContaining("cannot be moved");
        }

        assertThat(directory.resolve("b")).hasContent("mine");
        assertThat(names()).containsExactly("b");
    }

    @Test
    void followsNoLinkOutOfTheDirectory(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(directory.resolve("out"), elsewhere);
        Manifest manifest = read(manifestOf(file("out/a", "1")));

        assertThatThrownBy(() -> get(manifest, true)).hasMessageContaining("in the way");

        assertThat(elsewhere).isEmptyDirectory();
    }

    private void get(Manifest manifest, boolean force) {
        try (TargetDirectory target = TargetDirectory.in(directory, force)) {
            opened.writeTo(target, manifest);
        }
    }

    private Manifest read(Manifest manifest) {
        return opened.manifest(record(json(manifest)));
    }

    private Manifest manifestOf(ManifestFile... files) {
        return new Manifest(papers.dataset, papers.version, List.of(files));
    }

    private static String json(Manifest manifest) {
        return new String(Json.canonical(manifest), UTF_8);
    }

    private ManifestFile file(String path, String content) {
        ObjectId object = new ObjectId(UUID.randomUUID());
        byte[] sealed = seal(content);
        store.put(object, sealed);
        return new ManifestFile(
                path, object, Digest.of(sealed), sealed.length, content.getBytes(UTF_8).length);
    }

    private VersionRecord record(String manifest) {
        ObjectId object = new ObjectId(UUID.randomUUID());
        byte[] sealed = seal(manifest);
        store.put(object, sealed);
        return new VersionRecord(
                papers.dataset,
                papers.version,
                Digest.of(new byte[] {1}),
                object,
                Digest.of(sealed),
                null,
                false);
    }

    private byte[] seal(String content) {
        try (InputStream plain = new ByteArrayInputStream(content.getBytes(UTF_8))) {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            Age.seal(plain, sealed, List.of(identity.recipient()));
            return sealed.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(p -> p.getFileName().toString()).toList();
        }
    }
}
