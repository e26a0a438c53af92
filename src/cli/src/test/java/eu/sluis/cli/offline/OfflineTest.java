package eu.sluis.cli.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** keygen, seal, open and inspect, as a shell sees them. */
final class OfflineTest {

    private static final byte[] PLAIN = random(3_000_000);

    @TempDir Path directory;

    private final Shell shell = new Shell();

    @Test
    void makesAHybridIdentityThatOnlyItsOwnerCanRead() throws IOException {
        assertThat(shell.run("keygen", "-o", path("key"))).isZero();

        assertThat(Files.readAllLines(file("key")))
                .satisfiesExactly(
                        created -> assertThat(created).isEqualTo("# created: 2026-03-01T12:00:00Z"),
                        shown -> assertThat(shown).startsWith("# public key: age1pq1"),
                        secret -> assertThat(secret).startsWith("AGE-SECRET-KEY-PQ-1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("key"))))
                .isEqualTo("rw-------");
        assertThat(shell.err.toString()).startsWith("Public key: age1pq1");
    }

    @Test
    void printsTheRecipientsOfAnIdentityFile() throws IOException {
        shell.run("keygen", "--classic", "-o", path("key"));
        String line = Files.readAllLines(file("key")).get(1);

        assertThat(shell.run("keygen", "-y", path("key"))).isZero();

        assertThat("# public key: " + shell.text()).isEqualTo(line + "\n");
        assertThat(shell.pipe(Files.readAllBytes(file("key")), "keygen", "-y")).isZero();
        assertThat("# public key: " + shell.text()).isEqualTo(line + "\n");
    }

    @Test
    void neverReplacesAnIdentityFile() throws IOException {
        keygen("key");
        byte[] key = Files.readAllBytes(file("key"));
        write("plain", PLAIN);
        shell.run("seal", "-r", recipient("key"), "-o", path("sealed"), path("plain"));

        List<String[]> attempts =
                List.of(
                        new String[] {"keygen", "-o", path("key")},
                        new String[] {"keygen", "-y", "-o", path("key"), path("key")},
                        new String[] {
                            "seal", "-r", recipient("key"), "-o", path("key"), path("plain")
                        },
                        new String[] {
                            "open", "-i", path("key"), "-o", path("key"), path("sealed")
                        });

        for (String[] attempt : attempts) {
            assertThat(shell.run(attempt)).as(String.join(" ", attempt)).isNotZero();
            assertThat(Files.readAllBytes(file("key"))).isEqualTo(key);
        }
        assertThat(names()).containsExactlyInAnyOrder("key", "plain", "sealed");
    }

    @Test
    void neverReplacesASealedIdentityFileWithWhatItOpens() throws IOException {
        shell.typed.addAll(List.of("words", "words"));
        shell.run("keygen", "-p", "-o", path("key"));
        byte[] key = Files.readAllBytes(file("key"));
        shell.typed.add("words");
        shell.run("keygen", "-y", path("key"));
        String recipient = shell.text().strip();
        write("plain", PLAIN);
        shell.run("seal", "-r", recipient, "-o", path("sealed"), path("plain"));

        shell.typed.add("words");
        assertThat(shell.run("open", "-i", path("key"), "-o", path("key"), path("sealed")))
                .isEqualTo(2);

        assertThat(Files.readAllBytes(file("key"))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 3_000_000})
    void opensWhatItSealedThroughFilesAndThroughPipes(int length) throws IOException {
        byte[] plain = random(length);
        keygen("key");
        write("plain", plain);

        assertThat(shell.run("seal", "-r", recipient("key"), "-o", path("sealed"), path("plain")))
                .isZero();
        assertThat(shell.run("open", "-i", path("key"), "-o", path("opened"), path("sealed")))
                .isZero();
        assertThat(Files.readAllBytes(file("opened"))).isEqualTo(plain);

        assertThat(shell.pipe(plain, "seal", "-r", recipient("key"))).isZero();
        byte[] sealed = shell.piped.toByteArray();
        assertThat(shell.pipe(sealed, "open", "-i", path("key"))).isZero();
        assertThat(shell.piped.toByteArray()).isEqualTo(plain);
    }

    @Test
    void sealsToAllOfAFileAsText() throws IOException {
        keygen("one");
        keygen("two");
        Files.writeString(
                file("both"), "# us\n" + recipient("one") + "\n\n" + recipient("two") + "\n");

        assertThat(shell.pipe(PLAIN, "seal", "-a", "-R", path("both"))).isZero();

        byte[] sealed = shell.piped.toByteArray();
        assertThat(new String(sealed, UTF_8))
                .startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n")
                .endsWith("-----END AGE ENCRYPTED FILE-----\n");
        for (String key : List.of("one", "two")) {
            assertThat(shell.pipe(sealed, "open", "-i", path(key))).isZero();
            assertThat(shell.piped.toByteArray()).isEqualTo(PLAIN);
        }
    }

    @Test
    void asksForThePassphraseOfAFileAndOfAnIdentityFile() throws IOException {
        shell.typed.addAll(List.of("a b", "a b"));
        assertThat(shell.pipe(PLAIN, "seal", "-p")).isZero();
        byte[] sealed = shell.piped.toByteArray();
        shell.typed.add("a b");
        assertThat(shell.pipe(sealed, "open")).isZero();
        assertThat(shell.piped.toByteArray()).isEqualTo(PLAIN);

        shell.typed.addAll(List.of("c", "c"));
        assertThat(shell.run("keygen", "-p", "-o", path("key"))).isZero();
        assertThat(Files.readString(file("key"))).doesNotContain("AGE-SECRET-KEY");
        shell.typed.add("c");
        assertThat(shell.run("keygen", "-y", path("key"))).isZero();
        String recipient = shell.text().strip();
        shell.pipe(PLAIN, "seal", "-r", recipient);
        byte[] toKey = shell.piped.toByteArray();
        shell.typed.add("c");
        assertThat(shell.pipe(toKey, "open", "-i", path("key"))).isZero();
        assertThat(shell.piped.toByteArray()).isEqualTo(PLAIN);
        assertThat(shell.typed).isEmpty();
    }

    @Test
    void refusesANewPassphraseThatIsEmptyOrNotTheSameTwice() {
        for (List<String> typed : List.of(List.of("", ""), List.of("a", "b"))) {
            shell.typed.addAll(typed);
            assertThat(shell.run("keygen", "-p", "-o", path("key"))).isEqualTo(2);
        }
        assertThat(file("key")).doesNotExist();
    }

    /** Whatever is wrong, the reason is the same, and nothing is left. */
    @Test
    void saysTheSameOfEveryFileThatDoesNotOpenAndLeavesNothing() throws IOException {
        keygen("key");
        keygen("other");
        shell.pipe(PLAIN, "seal", "-r", recipient("key"));
        byte[] sealed = shell.piped.toByteArray();
        byte[] payload = sealed.clone();
        payload[sealed.length - 1_000_000] ^= 1;
        byte[] header = sealed.clone();
        header[100] ^= 1;
        byte[] cut = Arrays.copyOf(sealed, sealed.length - 70_000);
        shell.pipe(PLAIN, "seal", "-r", recipient("other"));
        byte[] forAnother = shell.piped.toByteArray();

        for (byte[] wrong : List.of(payload, header, cut, forAnother, new byte[10])) {
            write("wrong", wrong);
            int code = shell.run("open", "-i", path("key"), "-o", path("opened"), path("wrong"));

            assertThat(code).isEqualTo(1);
            assertThat(shell.err.toString())
                    .isEqualTo(
                            "sluis: error: %s does not open: it is for another key, or it was changed\n"
                                    .formatted(path("wrong")));
        }
        assertThat(names()).containsExactlyInAnyOrder("key", "other", "wrong");
    }

    @Test
    void releasesOnlyATrueBeginningToAPipe() throws IOException {
        keygen("key");
        shell.pipe(PLAIN, "seal", "-r", recipient("key"));
        byte[] sealed = shell.piped.toByteArray();
        sealed[sealed.length - 1_000_000] ^= 1;

        assertThat(shell.pipe(sealed, "open", "-i", path("key"))).isEqualTo(1);

        byte[] released = shell.piped.toByteArray();
        assertThat(released).hasSizeLessThan(PLAIN.length);
        assertThat(released.length % 65_536).isZero();
        assertThat(released).isEqualTo(Arrays.copyOf(PLAIN, released.length));
    }

    @Test
    void keepsTheOldFileWhenSealingFails() throws IOException {
        keygen("key");
        Files.writeString(file("sealed"), "the old one");
        shell.stdin = new SequenceInputStream(new ByteArrayInputStream(PLAIN), failing());

        assertThat(shell.run("seal", "-r", recipient("key"), "-o", path("sealed"))).isEqualTo(1);

        assertThat(Files.readString(file("sealed"))).isEqualTo("the old one");
        assertThat(names()).containsExactlyInAnyOrder("key", "sealed");
    }

    @Test
    void sealsAFileOverItselfAndKeepsItsPermissions() throws IOException {
        keygen("key");
        write("data", PLAIN);
        Files.setPosixFilePermissions(file("data"), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(shell.run("seal", "-r", recipient("key"), "-o", path("data"), path("data")))
                .isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("data"))))
                .isEqualTo("rw-r-----");
        shell.run("open", "-i", path("key"), path("data"));
        assertThat(shell.piped.toByteArray()).isEqualTo(PLAIN);
    }

    @Test
    void sealsIntoADeviceThatIsThere() throws IOException {
        keygen("key");
        write("data", PLAIN);

        assertThat(shell.run("seal", "-r", recipient("key"), "-o", "/dev/null", path("data")))
                .isZero();
    }

    @Test
    void saysThatAFullOutputMayBeTriedAgain() throws IOException {
        keygen("key");

        assertThat(shell.pipe(PLAIN, "seal", "-r", recipient("key"), "-o", "/dev/full"))
                .isEqualTo(5);
        shell.stdout = full();
        assertThat(shell.pipe(PLAIN, "seal", "-r", recipient("key"))).isEqualTo(5);
    }

    @Test
    void sendsBinaryToATerminalOnlyIfForced() throws IOException {
        keygen("key");
        String recipient = recipient("key");
        shell.outputIsTerminal = true;

        assertThat(shell.pipe(PLAIN, "seal", "-r", recipient)).isEqualTo(2);
        assertThat(shell.piped.size()).isZero();
        assertThat(shell.pipe(PLAIN, "seal", "-r", recipient, "-o", "-")).isZero();
        assertThat(shell.pipe(PLAIN, "seal", "-a", "-r", recipient)).isZero();
    }

    @Test
    void refusesAnIdentityFileThatOthersCanRead() throws IOException {
        keygen("key");
        shell.pipe(PLAIN, "seal", "-r", recipient("key"));
        byte[] sealed = shell.piped.toByteArray();
        Files.setPosixFilePermissions(file("key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(shell.pipe(sealed, "open", "-i", path("key"))).isEqualTo(1);

        assertThat(shell.err.toString()).contains("chmod go=");
        assertThat(shell.piped.size()).isZero();
    }

    @Test
    void refusesMisuse() throws IOException {
        keygen("key");
        shell.run("keygen", "--classic", "-o", path("classic"));
        String hybrid = recipient("key");
        String classic = recipient("classic");
        shell.pipe(PLAIN, "seal", "-r", hybrid);
        byte[] toKey = shell.piped.toByteArray();
        write("plain", PLAIN);
        Files.setPosixFilePermissions(file("plain"), PosixFilePermissions.fromString("rw-------"));

        List<String[]> misuses =
                List.of(
                        new String[] {"seal"},
                        new String[] {"seal", "-p", "-r", hybrid},
                        new String[] {"seal", "-r", hybrid, "-r", classic},
                        new String[] {"seal", "-r", "age1x"},
                        new String[] {"seal", "-R", path("plain")},
                        new String[] {"seal", "-R", path("missing")},
                        new String[] {"seal", "-r", hybrid, path("missing")},
                        new String[] {"seal", "-r", hybrid, directory.toString()},
                        new String[] {"open"},
                        new String[] {"open", "-i", path("missing")},
                        new String[] {"open", "-i", path("plain")},
                        new String[] {"keygen", path("key")},
                        new String[] {"keygen", "-y", path("missing")});

        for (String[] misuse : misuses) {
            assertThat(shell.pipe(toKey, misuse)).as(String.join(" ", misuse)).isEqualTo(2);
            assertThat(shell.piped.size()).isZero();
            assertThat(shell.err.toString()).startsWith("sluis: error: ");
        }
    }

    @Test
    void showsWhatAHeaderShows() throws IOException {
        keygen("key");
        shell.pipe(PLAIN, "seal", "-a", "-r", recipient("key"));
        byte[] armored = shell.piped.toByteArray();

        assertThat(shell.pipe(armored, "inspect", "-o", "json")).isZero();

        assertThat(shell.text())
                .isEqualTo(
                        "{\"version\":\"age-encryption.org/v1\",\"armored\":true,\"stanzas\":[\"mlkem768x25519\"],"
                                + "\"postQuantum\":\"yes\",\"headerBytes\":1627,\"sealedBytes\":3002379,"
                                + "\"plainBytes\":3000000}\n");
        assertThat(shell.pipe(Arrays.copyOf(armored, 999), "inspect")).isEqualTo(1);
        assertThat(shell.pipe(PLAIN, "inspect")).isEqualTo(1);
    }

    private void keygen(String name) {
        assertThat(shell.run("keygen", "-o", path(name))).isZero();
    }

    private String recipient(String key) throws IOException {
        return Files.readAllLines(file(key)).get(1).substring("# public key: ".length());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(file(name), bytes);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private String path(String name) {
        return file(name).toString();
    }

    private static InputStream failing() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a bad disk");
            }
        };
    }

    private static OutputStream full() {
        return new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException("no space left");
            }
        };
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
