package eu.sluis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static final Pattern LINE = Pattern.compile("LOG\\.[a-z]+\\(\\s*(?:e,\\s*)?\"([^\"]*)");

    @Test
    void everyLogLineIsAnEventWithKeysAndValues() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                LINE.matcher(Files.readString(source))
                        .results()
                        .forEach(found -> lines.add(found.group(1)));
            }
        }

        assertThat(lines)
                .hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line).matches("event=[a-z-]+( [a-z_]+=.*)?"));
    }
}
