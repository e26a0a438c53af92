package eu.sluis.cli;

import eu.sluis.cli.command.Surroundings;
import eu.sluis.cli.show.ProcessTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Plays the offline commands once in an empty directory, so that the JVM can record what they load
 * and where they are hot (JEP 514, {@code -XX:AOTCacheOutput}). deploy/sluis runs it on first use.
 */
public final class Rehearsal {

    private static final int BYTES = 64 << 20;

    private final Path directory;

    private Rehearsal(Path directory) {
        this.directory = directory;
    }

    /** Takes the directory, which must be there. */
    public static void main(String[] arguments) {
        try {
            new Rehearsal(Path.of(arguments[0])).play();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void play() throws IOException {
        Files.write(file("plain"), new byte[BYTES]);
        sluis("--version");
        sluis("keygen", "--classic", "-o", path("classic"));
        sluis("keygen", "-o", path("key"));
        sluis("keygen", "-y", "-o", path("recipient"), path("key"));
        sluis("seal", "-R", path("recipient"), "-o", path("sealed"), path("plain"));
        sluis("inspect", "-o", "json", path("sealed"));
        sluis("open", "-i", path("key"), "-o", path("opened"), path("sealed"));
        sluis("open", "-i", path("key"), path("sealed"));
    }

    private void sluis(String... arguments) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        PrintWriter silent = new PrintWriter(nowhere, true, StandardCharsets.UTF_8);
        Surroundings around =
                new Surroundings(
                        Map.of("SLUIS_HOME", path("home")),
                        InputStream.nullInputStream(),
                        nowhere,
                        silent,
                        silent,
                        new ProcessTerminal(),
                        InstantSource.system(),
                        time -> {});
        if (Sluis.run(around, arguments) != 0) {
            throw new IllegalStateException("the rehearsal of " + arguments[0] + " failed");
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private String path(String name) {
        return file(name).toString();
    }
}
