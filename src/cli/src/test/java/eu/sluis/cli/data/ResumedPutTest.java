package eu.sluis.cli.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A put that broke off, and is given again. */
final class ResumedPutTest {

    /** Header and nonce of a file for one hybrid recipient: what a key and its nonces hang on. */
    private static final int KEY_BYTES = 1627 + 16;

    @TempDir Path directory;

    private final DatasetId dataset = new DatasetId(UUID.randomUUID());
    private final Identity identity = Identity.generate();
    private final List<String> notes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private StoreStandIn store;

    @BeforeEach
    void start() throws Exception {
        store = new StoreStandIn();
        for (String name : List.of("a", "b", "c")) {
            files.add(write(name, random(name, 400_000)));
        }
        settle();
    }

    /** A file that was changed this moment could change again unseen. */
    private static void settle() throws InterruptedException {
        Thread.sleep(1100);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void sendsTheSameBytesAfterItWasKilledWhileSending() throws Exception {
        store.stallsAfter = 1;
        killWhenStalled();
        store.stallsAfter = Integer.MAX_VALUE;
        StoreStandIn.Received half = store.received.getLast();
        assertThat(half.whole()).isFalse();

        VersionUpload.Uploaded uploaded = put();

        assertThat(notes).containsExactly("going on with the version that broke off");
        assertThat(store.versions).hasSize(1);
        byte[] whole = requireNonNull(store.objects.get(half.object()));
        assertThat(Arrays.copyOf(whole, half.bytes().length)).isEqualTo(half.bytes());
        assertThat(store.received).hasSize(5);
        assertOpens(uploaded);
        assertNothingIsLeft();
    }

    @Test
    void sealsAFileAnewThatChangedAfterItWasKilled() throws Exception {
        store.stallsAfter = 1;
        killWhenStalled();
        store.stallsAfter = Integer.MAX_VALUE;
        StoreStandIn.Received half = store.received.getLast();
        Files.write(files.get(1), new byte[] {1}, StandardOpenOption.WRITE);
        settle();

        VersionUpload.Uploaded uploaded = put();

        assertThat(notes)
                .containsExactly(
                        "going on with the version that broke off",
                        "b may have changed since it was sealed: it goes into a new object");
        assertThat(store.objects).doesNotContainKey(half.object());
        assertOpens(uploaded);
        assertNothingIsLeft();
    }

    /** Within the tick of a file system's clock a second change leaves no trace. */
    @Test
    void doesNotTrustAFileThatChangedThisMoment() throws Exception {
        Files.write(files.get(0), new byte[] {1}, StandardOpenOption.WRITE);
        store.breaksAfter = 2;
        fails(ExitCode.UNAVAILABLE);
        store.breaksAfter = Integer.MAX_VALUE;
        settle();

        VersionUpload.Uploaded uploaded = put();

        assertThat(notes).anyMatch(note -> note.startsWith("a may have changed"));
        assertOpens(uploaded);
    }

    @Test
    void sealsAFileAnewThatWasStoredAndThenChangedWithItsTimeSetBack() throws Exception {
        store.breaksAfter = 2;
        fails(ExitCode.UNAVAILABLE);
        store.breaksAfter = Integer.MAX_VALUE;
        var before = Files.getLastModifiedTime(files.get(0));
        Files.write(files.get(0), new byte[] {1}, StandardOpenOption.WRITE);
        Files.setLastModifiedTime(files.get(0), before);
        settle();

        VersionUpload.Uploaded uploaded = put();

        assertThat(notes).anyMatch(note -> note.startsWith("a may have changed"));
        assertOpens(uploaded);
    }

    @Test
    void usesNothingOfASealingThatWasKilled() throws Exception {
        files.add(write("slow", random("slow", 12_000_000)));
        settle();
        Path stall = Files.createFile(directory.resolve("stall"));
        Process process = launch();
        Path broken = null;
        while (broken == null) {
            broken = spools().filter(f -> size(f) > 1_000_000).findFirst().orElse(null);
            Thread.sleep(20);
        }
        kill(process);
        byte[] begun = Files.readAllBytes(broken);
        Files.delete(stall);

        VersionUpload.Uploaded uploaded = put();

        for (byte[] stored : store.objects.values()) {
            assertThat(keyOf(stored)).isNotEqualTo(keyOf(begun));
        }
        assertOpens(uploaded);
        assertNothingIsLeft();
    }

    @Test
    void sealsAnewWhatTheDiskLost() throws Exception {
        store.breaksAfter = 1;
        fails(ExitCode.UNAVAILABLE);
        store.breaksAfter = Integer.MAX_VALUE;
        Path spool = spools().findFirst().orElseThrow();
        byte[] lost = Files.readAllBytes(spool);
        lost[lost.length / 2] ^= 1;
        Files.write(spool, lost);

        VersionUpload.Uploaded uploaded = put();

        for (byte[] stored : store.objects.values()) {
            assertThat(keyOf(stored)).isNotEqualTo(keyOf(lost));
        }
        assertOpens(uploaded);
    }

    @Test
    void findsTheVersionClosedWhenOnlyThatAnswerWasLost() throws Exception {
        store.losesAnswerToClose = true;
        fails(ExitCode.UNAVAILABLE);

        VersionUpload.Uploaded uploaded = put();

        assertThat(notes).containsExactly("the files are in version 1 already");
        assertThat(store.versions).hasSize(1);
        assertOpens(uploaded);
        assertNothingIsLeft();
    }

    @Test
    void makesANewVersionWhenAFileChangedAfterTheClose() throws Exception {
        store.losesAnswerToClose = true;
        fails(ExitCode.UNAVAILABLE);
        store.losesAnswerToClose = false;
        Files.write(files.get(2), new byte[] {1}, StandardOpenOption.WRITE);
        settle();

        VersionUpload.Uploaded uploaded = put();

        assertThat(store.versions).hasSize(2);
        assertOpens(uploaded);
    }

    @Test
    void makesANewVersionWhenAFileIsGoneSinceTheClose() throws Exception {
        store.losesAnswerToClose = true;
        fails(ExitCode.UNAVAILABLE);
        store.losesAnswerToClose = false;
        Files.delete(files.removeLast());

        VersionUpload.Uploaded uploaded = put();

        assertThat(store.versions).hasSize(2);
        assertOpens(uploaded);
    }

    @Test
    void passesOverALineThatBrokeOff() throws Exception {
        store.breaksAfter = 2;
        fails(ExitCode.UNAVAILABLE);
        store.breaksAfter = Integer.MAX_VALUE;
        Path journal = journals().findFirst().orElseThrow();
        Files.writeString(journal, "{\"object\":{\"pa", StandardOpenOption.APPEND);

        VersionUpload.Uploaded uploaded = put();

        assertThat(store.versions).hasSize(1);
        assertOpens(uploaded);
    }

    @Test
    void keepsNoKeyAndNoPlainByte() throws Exception {
        store.breaksAfter = 1;
        fails(ExitCode.UNAVAILABLE);

        try (Stream<Path> all = Files.walk(home().resolve("spool"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String held = Files.readString(file, ISO_8859_1);
                assertThat(held).doesNotContain("AGE-SECRET-KEY");
                assertThat(held).doesNotContain(plainText("b"));
            }
        }
    }

    @Test
    void letsOneProcessAtATimeDoTheSame() throws Exception {
        store.stallsAfter = 1;
        Process other = launch();
        try {
            assertThat(store.stalled.await(60, TimeUnit.SECONDS)).isTrue();

            fails(ExitCode.OTHER);
        } finally {
            kill(other);
        }
    }

    private void killWhenStalled() throws Exception {
        Process process = launch();
        boolean stalled = store.stalled.await(60, TimeUnit.SECONDS);
        kill(process);
        assertThat(stalled).isTrue();
    }

    private Process launch() throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                PutProcess.class.getName(),
                                store.address(),
                                home().toString(),
                                dataset.toString(),
                                identity.recipient().toString()));
        command.add(data().toString());
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private VersionUpload.Uploaded put() {
        return PutProcess.put(
                store.address(),
                home(),
                dataset,
                identity.recipient(),
                List.of(data()),
                notes::add);
    }

    private void fails(ExitCode code) {
        assertThatThrownBy(this::put)
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(code));
        notes.clear();
    }

    /** The version holds what the files hold now, and no key sealed two things. */
    private void assertOpens(VersionUpload.Uploaded uploaded) throws IOException {
        VersionRecord record = uploaded.record();
        byte[] keyFile = requireNonNull(store.keyFiles.get(record.version()));
        assertThat(Digest.of(keyFile)).isEqualTo(record.keyFile());
        List<Identity> version = KeyFile.open(keyFile, identity);
        byte[] manifest = requireNonNull(store.objects.get(record.manifest()));
        assertThat(Digest.of(manifest)).isEqualTo(record.manifestDigest());
        List<ManifestFile> listed =
                Json.readCanonical(open(manifest, version), Manifest.class).files();
        assertThat(listed.stream().map(file -> data().resolve(file.path())).toList())
                .isEqualTo(files);
        for (ManifestFile file : listed) {
            byte[] sealed = requireNonNull(store.objects.get(file.object()));
            assertThat(Digest.of(sealed)).isEqualTo(file.digest());
            assertThat(open(sealed, version))
                    .isEqualTo(Files.readAllBytes(data().resolve(file.path())));
        }
        assertNoKeySealedTwoThings();
    }

    private void assertNoKeySealedTwoThings() {
        Map<Digest, byte[]> longest = new HashMap<>();
        Map<Digest, ObjectId> objects = new HashMap<>();
        for (StoreStandIn.Received came : store.received) {
            Digest key = keyOf(came.bytes());
            byte[] before = longest.getOrDefault(key, new byte[0]);
            int both = Math.min(before.length, came.bytes().length);
            assertThat(Arrays.copyOf(came.bytes(), both)).isEqualTo(Arrays.copyOf(before, both));
            longest.put(key, before.length > both ? before : came.bytes());
            assertThat(objects.getOrDefault(key, came.object())).isEqualTo(came.object());
            objects.put(key, came.object());
        }
    }

    private static Digest keyOf(byte[] sealed) {
        return Digest.of(Arrays.copyOf(sealed, KEY_BYTES));
    }

    private static byte[] open(byte[] sealed, List<Identity> with) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        Age.open(new ByteArrayInputStream(sealed), plain, with);
        return plain.toByteArray();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(home().resolve("spool"))) {
            assertThat(left).isEmpty();
        }
    }

    private Stream<Path> spools() throws IOException {
        return inSpool(".age");
    }

    private Stream<Path> journals() throws IOException {
        return inSpool("journal");
    }

    private Stream<Path> inSpool(String end) throws IOException {
        Path spool = home().resolve("spool");
        if (!Files.isDirectory(spool)) {
            return Stream.of();
        }
        try (Stream<Path> all = Files.walk(spool)) {
            return all.filter(file -> file.toString().endsWith(end)).toList().stream();
        } catch (UncheckedIOException removedMeanwhile) {
            return Stream.of();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException removedMeanwhile) {
            return 0;
        }
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Files.createDirectories(data());
        return Files.write(data().resolve(name), bytes);
    }

    private static String plainText(String name) {
        return "a line of " + name + "\n";
    }

    private static byte[] random(String name, int length) {
        byte[] bytes = new byte[length];
        new Random(name.hashCode()).nextBytes(bytes);
        byte[] line = plainText(name).getBytes(UTF_8);
        System.arraycopy(line, 0, bytes, 0, line.length);
        return bytes;
    }
}
