package eu.sluis.cli.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Content on its way into a version.
 *
 * @param path its name in the version
 */
public record SourceFile(String path, Content content) {

    /** Opens the content from its beginning. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** A file of this machine. */
    public static SourceFile of(String path, Path file) {
        return new SourceFile(path, () -> Files.newInputStream(file));
    }

    /** Bytes in memory. */
    public static SourceFile of(String path, byte[] bytes) {
        return new SourceFile(path, () -> new ByteArrayInputStream(bytes));
    }
}
