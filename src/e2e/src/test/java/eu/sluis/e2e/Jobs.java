package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Jobs of a robot at site nl, through the command line. */
record Jobs(Tenants.Robot robot) {

    private static final Pattern NUMBER = Pattern.compile("Submitted batch job (\\d+)");

    Stand.Outcome trySubmit(String script, String... options) throws IOException {
        Path file = Files.createTempFile("sluis-e2e-", ".sh");
        Files.writeString(file, script);
        List<String> command =
                new ArrayList<>(List.of("submit", "--project", "p", "--zone", "eu/nl"));
        command.addAll(List.of(options));
        command.add(file.toString());
        Stand.Outcome outcome = robot.sluis(command.toArray(String[]::new));
        Files.delete(file);
        return outcome;
    }

    /** Submits a script that asks for nothing in particular; the job's number. */
    String submit(String script, String... options) throws IOException {
        return number(trySubmit(script, options));
    }

    static String number(Stand.Outcome submitted) {
        Matcher number = NUMBER.matcher(submitted.ok());
        assertThat(number.find()).as(submitted.output()).isTrue();
        return number.group(1);
    }

    JsonNode status(String number) throws IOException {
        return Tenants.json(robot.sluis("status", number, "-o", "json"));
    }

    /** The rows that the gateway has of it, whoever asks. */
    String row(String column, String number) {
        return Stand.row(
                "SELECT "
                        + column
                        + " FROM job WHERE number = ? AND tenant = (SELECT id FROM tenant WHERE name = ?)",
                Long.valueOf(number),
                robot.tenant());
    }

    /** The attempts of it so far, oldest first. */
    List<String> attempts(String number) {
        String all =
                Stand.row(
                        "SELECT string_agg(id::text, ' ' ORDER BY number) FROM attempt WHERE job = ?::uuid",
                        row("id", number));
        return List.of(all.split(" "));
    }

    void awaitState(String number, String state, Duration within) {
        Awaitility.await("job " + number + " is " + state)
                .atMost(within)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> row("state", number).equalsIgnoreCase(state));
    }

    /**
     * It completes, and did so exactly once: one release, one leaf of its end, one Slurm job run.
     */
    void completesOnce(String number, Duration within) {
        awaitState(number, "COMPLETED", within);
        String job = row("id", number);
        assertThat(
                        Stand.row(
                                "SELECT count(*) FROM release_request r JOIN attempt a ON a.id = r.attempt"
                                        + " WHERE a.job = ?::uuid AND r.state = 'answered'",
                                job))
                .as("releases")
                .isEqualTo("1");
        assertThat(
                        Stand.row(
                                "SELECT count(*) FROM audit WHERE convert_from(document, 'UTF8') LIKE ?"
                                        + " AND convert_from(document, 'UTF8') LIKE '%\"act\":\"job.committed\"%'",
                                "%" + job + "%"))
                .as("commits")
                .isEqualTo("1");
    }
}
