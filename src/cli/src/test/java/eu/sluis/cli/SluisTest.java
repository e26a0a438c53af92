package eu.sluis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.cli.command.Surroundings;
import eu.sluis.cli.show.ProcessTerminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SluisTest {

    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frobnicate",
                "dataset",
                "admin tenant",
                "dataset create",
                "submit --evidence B1 script",
                "submit --mem much script",
                "login nonsense",
                "login --robot r sluis://localhost/t#sha256:0"
            })
    void endsWithTwoAndAHintWhenMisused(String line) {
        int code = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).startsWith("sluis: error: ").contains("\nsluis: hint: ");
    }

    @Test
    void saysWhatToDoWhenNobodyIsLoggedIn() {
        int code = run("status", "1");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("run: sluis login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login",
                "logout",
                "whoami",
                "project create",
                "member set",
                "dataset create",
                "dataset show",
                "put",
                "ls",
                "get",
                "submit",
                "status",
                "list",
                "wait",
                "cancel",
                "logs",
                "explain",
                "keygen",
                "seal",
                "open",
                "inspect",
                "admin tenant create",
                "admin site add",
                "admin member add",
                "admin jobs"
            })
    void explainsEachCommand(String command) {
        int code = run((command + " --help").split(" "));

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("usage: sluis " + command);
    }

    private int run(String... arguments) {
        Surroundings around =
                new Surroundings(
                        Map.of("SLUIS_HOME", directory.resolve("home").toString()),
                        InputStream.nullInputStream(),
                        new ByteArrayOutputStream(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        new ProcessTerminal(),
                        InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")),
                        time -> {});
        return Sluis.run(around, arguments);
    }
}
