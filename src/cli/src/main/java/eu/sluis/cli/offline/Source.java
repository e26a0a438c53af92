package eu.sluis.cli.offline;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a command reads: a file, or standard input for {@code -}.
 *
 * @param name as given
 */
public record Source(String name) {

    /** The name of standard input and output. */
    public static final String STANDARD = "-";

    /**
     * Opens it.
     *
     * @param standardInput is yielded itself for {@code -}
     * @throws Failure with USAGE if it is no file that can be read
     */
    public InputStream open(InputStream standardInput) {
        if (name.equals(STANDARD)) {
            return standardInput;
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw Failure.usage(name + " is a directory", "name a file; tar makes one of many");
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw Failure.usage("there is no file " + name, "check the name");
        } catch (IOException e) {
            throw Failure.usage(name + " cannot be read", "check its permissions");
        }
    }

    /** How messages call it. */
    @Override
    public String toString() {
        return name.equals(STANDARD) ? "the input" : name;
    }
}
