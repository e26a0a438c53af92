package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The check at start passes in a JVM as it comes, and fails where the cipher would be slow. */
class SelfCheckTest {

    @Test
    void passesInAJvmAsItComes() throws Exception {
        assertThat(runIn(List.of())).startsWith("passed");
    }

    @Test
    void failsWhereC2IsMissing() throws Exception {
        assertThat(runIn(List.of("-XX:TieredStopAtLevel=1"))).contains("is slow in this JVM");
    }

    @Test
    void failsWithoutTheCiphersIntrinsics() throws Exception {
        List<String> options =
                List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-UseChaCha20Intrinsics");

        assertThat(runIn(options)).contains("is slow in this JVM");
    }

    private static String runIn(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), SelfCheckTest.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** The tests' own class path may be in the manifest of one jar. */
    private static String classPath() {
        return Stream.of(Age.class, SelfCheckTest.class, eu.sluis.contract.InvalidValue.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What the tests start. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        try {
            Age.selfCheck();
            System.out.printf("passed after %d ms%n", (System.nanoTime() - start) / 1_000_000);
        } catch (IllegalStateException e) {
            System.out.println(Objects.requireNonNull(e.getMessage()));
        }
    }
}
