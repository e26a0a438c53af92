package eu.sluis.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** The environment that deploy/stack started; its env.sh names all of it. */
public final class Stand {

    public static final Path CHECKOUT = checkout();

    private Stand() {}

    /** A variable of env.sh. */
    public static String of(String name) {
        return Objects.requireNonNull(
                System.getenv(name),
                name
                        + " is not set: start deploy/stack and source its env.sh, as deploy/test does");
    }

    public static Path directory() {
        return Path.of(of("SLUIS_DIR"));
    }

    static boolean slurm() {
        return of("SLUIS_CLUSTER").equals("slurm");
    }

    /** The secret that the file named by variable {@code name} holds. */
    public static String secret(String name) throws IOException {
        return Files.readString(Path.of(of(name))).strip();
    }

    private static Path checkout() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = Objects.requireNonNull(here.getParent(), "run inside a checkout");
        }
        return here;
    }

    /** Runs a program to its end, with the given variables added. */
    public static Outcome run(java.util.Map<String, String> variables, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(CHECKOUT.toFile());
            builder.environment().putAll(variables);
            Path output = Files.createTempFile("sluis-e2e-", ".out");
            Path errors = Files.createTempFile("sluis-e2e-", ".err");
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
            int exit = builder.start().waitFor();
            Outcome outcome = new Outcome(exit, Files.readString(output), Files.readString(errors));
            Files.delete(output);
            Files.delete(errors);
            return outcome;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + Arrays.toString(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How a program ended and what it said. */
    public record Outcome(int exit, String output, String errors) {

        /** What it printed, provided that it ended well. */
        public String ok() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + "\n" + output + errors);
            }
            return output;
        }
    }
}
