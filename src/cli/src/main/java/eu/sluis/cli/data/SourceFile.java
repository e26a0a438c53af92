package eu.sluis.cli.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Content on its way into a version.
 *
 * @param path its name in the version
 */
public record SourceFile(String path, Content content) {

    /** The stamp of content that may be another one the next time. */
    static final String UNSETTLED = "";

    /** Content that can be read from its beginning more than once. */
    @FunctionalInterface
    public interface Content {

        /** Opens the content from its beginning. */
        InputStream open() throws IOException;

        /** As long as this stays the same, and is not {@link #UNSETTLED}, so does the content. */
        default String stamp() throws IOException {
            return UNSETTLED;
        }
    }

    /** A file of this machine. */
    public static SourceFile of(String path, Path file) {
        return new SourceFile(path, new FileContent(file));
    }

    /** Bytes in memory. */
    public static SourceFile of(String path, byte[] bytes) {
        return new SourceFile(path, () -> new ByteArrayInputStream(bytes));
    }

    private record FileContent(Path file) implements Content {

        /** A file system tells changes apart that are further apart than this. */
        private static final Duration CLOCK_TICK = Duration.ofSeconds(1);

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        /** The time of change, unlike that of modification, cannot be set back. */
        @Override
        public String stamp() throws IOException {
            FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
            boolean settled = changed.toInstant().isBefore(Instant.now().minus(CLOCK_TICK));
            return settled
                    ? "%s %s %s"
                            .formatted(
                                    Files.getAttribute(file, "unix:ino"), Files.size(file), changed)
                    : UNSETTLED;
        }
    }
}
