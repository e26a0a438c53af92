package eu.sluis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The first table of src/docs/config.md is the Javadoc of the {@code @ConfigMapping} interfaces.
 */
class ConfigPageTest {

    private static final Path PAGE = Path.of("../docs/config.md");
    private static final String HEAD =
            """
            | Property | Meaning | Default |
            |---|---|---|
            """;

    private static final Pattern PREFIX =
            Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern PROPERTY =
            Pattern.compile(
                    "/\\*\\*((?:[^*]|\\*(?!/))*)\\*/\\s*((?:@\\w+(?:\\([^)]*\\))?\\s*)*)([\\w<>, ]+) (\\w+)\\(\\);");
    private static final Pattern DEFAULT = Pattern.compile("@WithDefault\\(\"([^\"]*)\"\\)");

    /** With {@code -Dsluis.docs.write=true} the page is made equal instead of compared. */
    @Test
    void thePageHasEachPropertyWithItsMeaningAndDefault() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(HEAD.lines().findFirst().orElseThrow());
        int end = page.indexOf("\n\n", start) + 1;
        assertThat(start).as("src/docs/config.md has the table's head").isPositive();
        String table = HEAD + rows();

        if (Boolean.getBoolean("sluis.docs.write")) {
            Files.writeString(PAGE, page.substring(0, start) + table + page.substring(end));
            return;
        }

        assertThat(page.substring(start, end))
                .as("src/docs/config.md; run this test with -Dsluis.docs.write=true to write it")
                .isEqualTo(table);
    }

    private static String rows() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(path -> path.toString().endsWith("Config.java"))
                    .map(ConfigPageTest::rows)
                    .sorted()
                    .collect(Collectors.joining());
        }
    }

    private static String rows(Path source) {
        String text = read(source);
        String prefix =
                PREFIX.matcher(text).results().findFirst().map(r -> r.group(1)).orElseThrow();
        // What an interface within holds is there for each key of a map that stands for it.
        int within = text.indexOf("    interface ");
        return PROPERTY.matcher(text)
                .results()
                .filter(found -> !found.group(2).contains("@WithParentName"))
                .map(found -> {
                    boolean keyed = within > 0 && found.start() > within;
                    return row(keyed ? prefix + ".\"SITE\"" : prefix, found);
                })
                .collect(Collectors.joining());
    }

    private static String row(String prefix, MatchResult found) {
        String name = found.group(4).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return "| `%s.%s` | %s | %s |\n"
                .formatted(prefix, name, prose(found.group(1)), otherwise(found));
    }

    private static String otherwise(MatchResult found) {
        var given = DEFAULT.matcher(found.group(2));
        if (given.find()) {
            return "`" + given.group(1) + "`";
        }
        return found.group(3).startsWith("Optional") ? "none" : "";
    }

    private static String prose(String javadoc) {
        return javadoc.replaceAll("\\n\\s*\\*", " ")
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link ([^}]*)}", "`$1`")
                .replace("|", "\\|")
                .strip();
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
