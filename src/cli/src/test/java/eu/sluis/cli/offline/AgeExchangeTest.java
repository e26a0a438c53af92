package eu.sluis.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our commands and Debian's age read each other's files. */
final class AgeExchangeTest {

    @TempDir Path directory;

    private final Shell shell = new Shell();
    private final byte[] plain = new byte[200_000];

    @BeforeEach
    void ageIsThere() {
        boolean present =
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "age")));
        if ("1".equals(System.getenv("SLUIS_REAL_PARTS"))) {
            assertThat(present).as("SLUIS_REAL_PARTS=1, but: apt-get install age").isTrue();
        }
        assumeTrue(present, "apt-get install age");
    }

    @Test
    void ageOpensWhatWeSealWithAKeyThatWeMade() throws Exception {
        new Random(1).nextBytes(plain);
        Files.write(directory.resolve("plain"), plain);
        shell.run("keygen", "--classic", "-o", path("key"));
        shell.run("keygen", "-y", "-o", path("recipient"), path("key"));

        assertThat(shell.run("seal", "-R", path("recipient"), "-o", path("binary"), path("plain")))
                .isZero();
        assertThat(
                        shell.run(
                                "seal",
                                "-a",
                                "-R",
                                path("recipient"),
                                "-o",
                                path("text"),
                                path("plain")))
                .isZero();

        for (String sealed : new String[] {"binary", "text"}) {
            age("age", "-d", "-i", path("key"), "-o", path("opened"), path(sealed));
            assertThat(Files.readAllBytes(directory.resolve("opened"))).isEqualTo(plain);
        }
        age("age-keygen", "-y", "-o", path("theirs"), path("key"));
        assertThat(directory.resolve("theirs"))
                .hasSameBinaryContentAs(directory.resolve("recipient"));
    }

    @Test
    void weOpenWhatAgeSealsWithAKeyThatItMade() throws Exception {
        new Random(2).nextBytes(plain);
        Files.write(directory.resolve("plain"), plain);
        age("age-keygen", "-o", path("key"));
        age("age-keygen", "-y", "-o", path("recipient"), path("key"));
        age("age", "-R", path("recipient"), "-o", path("binary"), path("plain"));
        age("age", "-a", "-R", path("recipient"), "-o", path("text"), path("plain"));

        for (String sealed : new String[] {"binary", "text"}) {
            assertThat(shell.run("open", "-i", path("key"), path(sealed))).isZero();
            assertThat(shell.piped.toByteArray()).isEqualTo(plain);
        }
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static void age(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
