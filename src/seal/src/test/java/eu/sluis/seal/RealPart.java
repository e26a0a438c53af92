package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is not ours and that a test talks to. */
final class RealPart {

    private RealPart() {}

    /**
     * Skips the test if {@code present} is false, or fails it where all parts must be there: with
     * SLUIS_REAL_PARTS=1 in the environment or the system properties.
     */
    static void require(boolean present, String remedy) {
        boolean must =
                "1".equals(System.getenv("SLUIS_REAL_PARTS"))
                        || "1".equals(System.getProperty("SLUIS_REAL_PARTS"));
        if (must) {
            assertThat(present).as("SLUIS_REAL_PARTS=1, but a part is missing: " + remedy).isTrue();
        }
        assumeTrue(present, remedy);
    }

    static void requireProgram(String name, String remedy) {
        require(isOnPath(name), remedy);
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        assertThat(exitOf(command)).as("exit of %s", command.getFirst()).isZero();
    }

    static void run(List<String> command, Path output) throws IOException, InterruptedException {
        assertThat(exitOf(command, ProcessBuilder.Redirect.to(output.toFile())))
                .as("exit of %s", command.getFirst())
                .isZero();
    }

    static int exitOf(List<String> command) throws IOException, InterruptedException {
        return exitOf(command, ProcessBuilder.Redirect.DISCARD);
    }

    private static int exitOf(List<String> command, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .redirectOutput(output)
                        .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ended within a minute", command.getFirst()).isTrue();
        return process.exitValue();
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
