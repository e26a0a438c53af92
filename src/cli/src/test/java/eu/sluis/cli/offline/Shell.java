package eu.sluis.cli.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.sluis.cli.Sluis;
import eu.sluis.cli.command.Surroundings;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Runs the command as a shell would, with what is typed and piped; there is no state directory. */
final class Shell {

    final Deque<String> typed = new ArrayDeque<>();
    final ByteArrayOutputStream piped = new ByteArrayOutputStream();
    final StringWriter err = new StringWriter();
    InputStream stdin = new ByteArrayInputStream(new byte[0]);
    OutputStream stdout = piped;
    boolean outputIsTerminal;

    /** Runs one command line; its exit code. */
    int run(String... arguments) {
        piped.reset();
        err.getBuffer().setLength(0);
        Surroundings around =
                new Surroundings(
                        Map.of("SLUIS_HOME", "/nonexistent/home"),
                        stdin,
                        stdout,
                        new PrintWriter(stdout, true, UTF_8),
                        new PrintWriter(err, true),
                        terminal(),
                        InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")),
                        time -> {});
        return Sluis.run(around, arguments);
    }

    /** As {@link #run}, with {@code bytes} on standard input. */
    int pipe(byte[] bytes, String... arguments) {
        stdin = new ByteArrayInputStream(bytes);
        return run(arguments);
    }

    String text() {
        return piped.toString(UTF_8);
    }

    private Terminal terminal() {
        return new Terminal() {
            @Override
            public boolean isOutput() {
                return outputIsTerminal;
            }

            @Override
            public boolean isError() {
                return false;
            }

            @Override
            public byte[] ask(String prompt) {
                if (typed.isEmpty()) {
                    throw Failure.usage("a passphrase is needed", prompt);
                }
                return typed.removeFirst().getBytes(UTF_8);
            }
        };
    }
}
