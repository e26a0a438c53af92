package eu.sluis.e2e.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What the soak says as it goes, with the time; also in target/soak.log of the module. */
final class Log {

    private static final Path FILE = Path.of("target/soak.log");

    private Log() {}

    static synchronized void say(String format, Object... values) {
        String line =
                LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + format.formatted(values);
        System.out.println(line);
        try {
            Files.writeString(
                    FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
