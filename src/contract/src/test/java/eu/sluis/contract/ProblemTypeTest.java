package eu.sluis.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

    private static final Path PAGE = Path.of("../docs/api.md");
    private static final String HEAD =
            """
            | Code | Status | Repeat | What it means | What the caller does | What the operator does |
            |---|---|---|---|---|---|
            """;

    /** With {@code -Dsluis.docs.write=true} the page is made equal instead of compared. */
    @Test
    void theApiPageHasTheTableOfFailures() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("| Code | Status |");
        assertThat(start).as("src/docs/api.md has the table's head").isPositive();
        int end = page.indexOf("\n\n", start) < 0 ? page.length() : page.indexOf("\n\n", start) + 1;

        if (Boolean.getBoolean("sluis.docs.write")) {
            Files.writeString(PAGE, page.substring(0, start) + table() + page.substring(end));
            return;
        }

        assertThat(page.substring(start, end))
                .as("src/docs/api.md; run this test with -Dsluis.docs.write=true to write it")
                .isEqualTo(table());
    }

    private static String table() {
        return Stream.of(ProblemType.values())
                .map(ProblemTypeTest::row)
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(ProblemType type) {
        return "| `%s` | %d | %s | %s | %s | %s |\n"
                .formatted(
                        type.code(),
                        type.status(),
                        type.repeat().name().toLowerCase(Locale.ROOT),
                        type.title(),
                        type.callerAction(),
                        type.operatorAction());
    }
}
