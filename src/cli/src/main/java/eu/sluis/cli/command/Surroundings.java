package eu.sluis.cli.command;

import eu.sluis.cli.access.Pause;
import eu.sluis.cli.show.ProgressBar;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command finds around it; tests hand in their own.
 *
 * @param stdout for bytes that are not ours to encode, such as a job's log
 * @param terminal whether stderr is one
 */
public record Surroundings(
        Map<String, String> environment,
        PrintStream stdout,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        InstantSource clock,
        Pause pause) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                System.out,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                ProgressBar.stderrIsTerminal(),
                InstantSource.system(),
                Pause::asleep);
    }

    ProgressBar progressBar() {
        return new ProgressBar(err, terminal, clock);
    }
}
