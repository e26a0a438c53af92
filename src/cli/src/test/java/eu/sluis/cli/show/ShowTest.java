package eu.sluis.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.outcome.Phrase;
import eu.sluis.contract.Clause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShowTest {

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);

    @Test
    void alignsColumnsAndShowsAbsentValues() {
        new Table("JOB", "STATE", "SITE").row(7, "RUNNING", null).row(48213, "OK", "nl").print(out);

        assertThat(text.toString().lines())
                .containsExactly("JOB    STATE    SITE", "7      RUNNING  -", "48213  OK       nl");
    }

    @Test
    void letsNoNameDriveTheTerminal() {
        new Table("NAME").row("a\u001b[2Jb\u202ec\n").print(out);

        assertThat(text.toString()).isEqualTo("NAME\na?[2Jb?c?\n");
    }

    @Test
    void tellsAFailureInThreeKindsOfLines() {
        Failure failure =
                new Failure(
                        ExitCode.REFUSED,
                        "a policy refuses this",
                        "choose another site",
                        List.of(
                                new Clause(
                                        "tenant",
                                        "zones",
                                        "tenant allows zones eu/nl; site ee is in eu/ee")));

        ErrorLines.print(out, failure);

        assertThat(text.toString().lines())
                .containsExactly(
                        "sluis: error: a policy refuses this",
                        "sluis: clause: zones: tenant allows zones eu/nl; site ee is in eu/ee",
                        "sluis: hint: choose another site");
    }

    @Test
    void writesSentencesInOurStyle() {
        assertThat(Phrase.of("A policy refuses this.")).isEqualTo("a policy refuses this");
        assertThat(Phrase.of("TLS is needed.")).isEqualTo("TLS is needed");
        assertThat(Phrase.of("")).isEmpty();
    }

    @Test
    void drawsTheBarOnATerminalOnly() throws IOException {
        read(new ProgressBar(out, false, InstantSource.fixed(Instant.EPOCH.plusSeconds(9))));
        assertThat(text.toString()).isEmpty();

        read(new ProgressBar(out, true, InstantSource.fixed(Instant.EPOCH.plusSeconds(9))));
        assertThat(text.toString()).contains("100 % table.csv").endsWith("\r\u001b[K");
    }

    @Test
    void showsHowFarATransferIs() {
        assertThat(ProgressBar.line("x", 50, 200)).contains("25 % x").contains("[#######   ");
        assertThat(ProgressBar.line("empty", 0, 0)).contains("100 %");
    }

    private static void read(ProgressBar bar) throws IOException {
        try (InputStream watched =
                bar.watch(new ByteArrayInputStream(new byte[10]), "table.csv", 10)) {
            watched.readAllBytes();
        }
    }
}
