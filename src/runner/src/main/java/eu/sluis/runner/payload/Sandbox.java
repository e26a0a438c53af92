package eu.sluis.runner.payload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts programs in a room where they see their own files, {@code /usr} and nothing else.
 *
 * @param script the installed {@code sandbox.sh}, which says what is inside
 * @param kind {@code bwrap} or {@code unshare}; both give the same room
 */
public record Sandbox(Path script, String kind) {

    private static final List<Path> BUBBLEWRAP =
            List.of(Path.of("/usr/bin/bwrap"), Path.of("/bin/bwrap"));

    /** Of {@code kind}; for {@code installed} bubblewrap where it is, else util-linux alone. */
    public static Sandbox chosen(Path script, String kind) {
        if (!kind.equals("installed")) {
            return new Sandbox(script, kind);
        }
        boolean bubblewrap = BUBBLEWRAP.stream().anyMatch(Files::isExecutable);
        return new Sandbox(script, bubblewrap ? "bwrap" : "unshare");
    }

    /**
     * Starts the shell that reads {@code start}; output and errors come in one stream.
     *
     * @throws IOException if it cannot be started at all
     */
    Process start(Path room, Path start) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(script.toString(), kind, room.toString())
                        .directory(Path.of("/").toFile())
                        .redirectInput(start.toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        return builder.start();
    }
}
