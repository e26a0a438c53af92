package eu.sluis.cli.command;

import eu.sluis.cli.access.Pause;
import eu.sluis.cli.show.ProcessTerminal;
import eu.sluis.cli.show.ProgressBar;
import eu.sluis.cli.show.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command finds around it; tests hand in their own.
 *
 * @param stdin for bytes, unbuffered
 * @param stdout for bytes that are not ours to encode, such as a job's log; unbuffered
 */
public record Surroundings(
        Map<String, String> environment,
        InputStream stdin,
        OutputStream stdout,
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        InstantSource clock,
        Pause pause) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                new ProcessTerminal(),
                InstantSource.system(),
                Pause::asleep);
    }

    ProgressBar progressBar() {
        return new ProgressBar(err, terminal.isError(), clock);
    }
}
