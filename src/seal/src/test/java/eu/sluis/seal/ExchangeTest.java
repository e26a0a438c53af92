package eu.sluis.seal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files go both ways between Sluis and other implementations of age, at the chunk borders. */
class ExchangeTest {

    private static final int[] LENGTHS = {
        0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 17 * 65_536, 3_000_000
    };

    @TempDir Path directory;

    static IntStream lengths() {
        return IntStream.of(LENGTHS);
    }

    static Stream<Arguments> typesAndLengths() {
        return Stream.of("hybrid", "classic")
                .flatMap(type -> lengths().mapToObj(length -> Arguments.of(type, length)));
    }

    /** Debian's age, which knows classic recipients only. */
    @Nested
    class WithAge {

        @BeforeEach
        void isThere() {
            RealPart.requireProgram("age", "apt-get install age");
            RealPart.requireProgram("age-keygen", "apt-get install age");
        }

        @ParameterizedTest
        @MethodSource("eu.sluis.seal.ExchangeTest#lengths")
        void ageOpensWhatSluisSealed(int length) throws Exception {
            Identity identity = Identity.generateX25519();
            byte[] plain = AgeTest.random(length);
            Path sealed = write("sealed", AgeTest.seal(plain, identity.recipient()));

            assertThat(opened(keyOf(identity), sealed)).isEqualTo(plain);
        }

        @ParameterizedTest
        @MethodSource("eu.sluis.seal.ExchangeTest#lengths")
        void sluisOpensWhatAgeSealed(int length) throws Exception {
            Identity identity = Identity.generateX25519();
            byte[] plain = AgeTest.random(length);
            Path source = write("plain", plain);

            age("-r", identity.recipient().toString(), "-o", path("sealed"), source.toString());

            assertThat(AgeTest.open(read("sealed"), identity)).isEqualTo(plain);
        }

        @Test
        void sluisOpensTheArmorThatAgeWrote() throws Exception {
            Identity identity = Identity.generateX25519();
            byte[] plain = AgeTest.random(100_000);
            Path source = write("plain", plain);

            age(
                    "-a",
                    "-r",
                    identity.recipient().toString(),
                    "-o",
                    path("sealed"),
                    source.toString());

            try (var armored = Armor.reading(Files.newInputStream(directory.resolve("sealed")));
                    var opened = Age.opening(armored, List.of(identity))) {
                assertThat(opened.readAllBytes()).isEqualTo(plain);
            }
        }

        @ParameterizedTest
        @MethodSource("eu.sluis.seal.ExchangeTest#lengths")
        void ageOpensTheArmorThatSluisWrote(int length) throws Exception {
            Identity identity = Identity.generateX25519();
            byte[] plain = AgeTest.random(length);
            Path sealed = directory.resolve("sealed");
            try (var armored = Armor.writing(Files.newOutputStream(sealed))) {
                armored.write(AgeTest.seal(plain, identity.recipient()));
            }

            assertThat(opened(keyOf(identity), sealed)).isEqualTo(plain);
        }

        @Test
        void sluisReadsAnIdentityFileThatAgeKeygenMade() throws Exception {
            RealPart.run(List.of("age-keygen", "-o", path("key")));

            Identity identity = IdentityFile.read(read("key"), () -> new byte[0]).getFirst();

            assertThat(Files.readAllLines(directory.resolve("key")))
                    .contains("# public key: " + identity.recipient());
        }

        @Test
        void ageReadsAnIdentityFileThatSluisMade() throws Exception {
            Identity identity = Identity.generateX25519();
            byte[] text = IdentityFile.text(identity, Instant.now());
            Path key = write("key", text);
            Path sealed = write("sealed", AgeTest.seal(new byte[9], identity.recipient()));

            assertThat(opened(key.toString(), sealed)).isEqualTo(new byte[9]);
        }

        @Test
        void ageOpensAVersionsObjectsWithAReaddressedKeyFile() throws Exception {
            Identity dataset = Identity.generateX25519();
            Identity slot = Identity.generateX25519();
            Identity version = Identity.generateX25519();
            byte[] plain = AgeTest.random(70_000);
            Path object = write("object", AgeTest.seal(plain, version.recipient()));
            byte[] keyFile = KeyFile.seal(List.of(version), dataset.recipient());
            Path released =
                    write("released", KeyFile.readdress(keyFile, dataset, slot.recipient()));

            age("-d", "-i", keyOf(slot), "-o", path("identities"), released.toString());
            assertThat(opened(path("identities"), object)).isEqualTo(plain);
        }

        @Test
        void ageRefusesAFileThatWasCutAtAChunkBorder() throws Exception {
            Identity identity = Identity.generateX25519();
            byte[] sealed = AgeTest.seal(new byte[100_000], identity.recipient());
            int border = Age.inspect(sealed).headerBytes() + 16 + 65_552;
            Path cut = write("cut", Arrays.copyOf(sealed, border));

            int exit =
                    RealPart.exitOf(
                            List.of(
                                    "age",
                                    "-d",
                                    "-i",
                                    keyOf(identity),
                                    "-o",
                                    path("plain"),
                                    cut.toString()));

            assertThat(exit).isNotZero();
        }

        /** By way of standard output: with -o, age 1.1.1 makes no file for an empty plaintext. */
        private byte[] opened(String identity, Path sealed)
                throws IOException, InterruptedException {
            List<String> command = List.of("age", "-d", "-i", identity, sealed.toString());
            RealPart.run(command, directory.resolve("plain"));
            return read("plain");
        }

        private void age(String... arguments) throws IOException, InterruptedException {
            RealPart.run(Stream.concat(Stream.of("age"), Stream.of(arguments)).toList());
        }
    }

    /** npm's age-encryption, which knows both. */
    @Nested
    class WithAgeEncryption {

        private static final @Nullable String MODULES = System.getenv("SLUIS_NODE_MODULES");
        private static final String SCRIPT =
                Path.of("src/test/node/exchange.mjs").toAbsolutePath().toString();

        /**
         * deploy/test sets SLUIS_NODE_MODULES where there is npm, and says so where there is none.
         */
        @BeforeEach
        void isThere() {
            assumeTrue(
                    MODULES != null,
                    "npm install --prefix DIR age-encryption; SLUIS_NODE_MODULES=DIR/node_modules");
            RealPart.requireProgram("node", "install Node.js 20 or newer");
            RealPart.require(
                    Files.isDirectory(Path.of(MODULES, "age-encryption")),
                    "npm install --prefix $SLUIS_NODE_MODULES/.. age-encryption");
        }

        @ParameterizedTest
        @MethodSource("eu.sluis.seal.ExchangeTest#typesAndLengths")
        void itOpensWhatSluisSealed(String type, int length) throws Exception {
            Identity identity = identity(type);
            byte[] plain = AgeTest.random(length);
            Path sealed = write("sealed", AgeTest.seal(plain, identity.recipient()));

            exchange("open", keyOf(identity), sealed.toString(), path("plain"));

            assertThat(read("plain")).isEqualTo(plain);
        }

        @ParameterizedTest
        @MethodSource("eu.sluis.seal.ExchangeTest#typesAndLengths")
        void sluisOpensWhatItSealed(String type, int length) throws Exception {
            Identity identity = identity(type);
            byte[] plain = AgeTest.random(length);
            Path source = write("plain", plain);

            exchange("seal", identity.recipient().toString(), source.toString(), path("sealed"));

            assertThat(AgeTest.open(read("sealed"), identity)).isEqualTo(plain);
        }

        @ParameterizedTest
        @MethodSource("eu.sluis.seal.ExchangeTest#lengths")
        void passphrasesGoBothWays(int length) throws Exception {
            byte[] plain = AgeTest.random(length);
            byte[] words = "correct horse".getBytes(StandardCharsets.US_ASCII);
            Passphrase passphrase = Passphrase.takeOwnershipOf(words.clone());
            Path source = write("plain", plain);
            byte[] ours = AgeTest.seal(plain, new PassphraseRecipient(passphrase, 10));
            Path sealed = write("ours", ours);

            exchange("open-words", "correct horse", sealed.toString(), path("opened"));
            exchange("seal-words", "correct horse", source.toString(), path("theirs"));

            assertThat(read("opened")).isEqualTo(plain);
            assertThat(AgeTest.open(read("theirs"), Identity.ofPassphrase(words))).isEqualTo(plain);
        }

        @ParameterizedTest
        @MethodSource("eu.sluis.seal.ExchangeTest#typesAndLengths")
        void armorGoesBothWays(String type, int length) throws Exception {
            Identity identity = identity(type);
            byte[] sealed = AgeTest.seal(AgeTest.random(length), identity.recipient());
            Path binary = write("binary", sealed);
            try (var armoring = Armor.writing(Files.newOutputStream(directory.resolve("ours")))) {
                armoring.write(sealed);
            }

            exchange("dearmor", "-", path("ours"), path("dearmored"));
            exchange("armor", "-", binary.toString(), path("theirs"));

            assertThat(read("dearmored")).isEqualTo(sealed);
            try (var reading = Armor.reading(Files.newInputStream(directory.resolve("theirs")))) {
                assertThat(reading.readAllBytes()).isEqualTo(sealed);
            }
        }

        @Test
        void itOpensAReaddressedHybridKeyFile() throws Exception {
            Identity dataset = Identity.generate();
            Identity slot = Identity.generate();
            Identity version = Identity.generate();
            byte[] keyFile = KeyFile.seal(List.of(version), dataset.recipient());
            Path released =
                    write("released", KeyFile.readdress(keyFile, dataset, slot.recipient()));

            exchange("open", keyOf(slot), released.toString(), path("identities"));

            assertThat(
                            Identity.parse(
                                            new String(
                                                            read("identities"),
                                                            StandardCharsets.US_ASCII)
                                                    .strip())
                                    .recipient())
                    .isEqualTo(version.recipient());
        }

        private void exchange(String verb, String key, String from, String to)
                throws IOException, InterruptedException {
            RealPart.run(List.of("node", SCRIPT, requireNonNull(MODULES), verb, key, from, to));
        }

        private static Identity identity(String type) {
            return type.equals("hybrid") ? Identity.generate() : Identity.generateX25519();
        }
    }

    private String keyOf(Identity identity) throws IOException {
        return write("identity", identity.secret(SecretAccess.REVEAL)).toString();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
