package eu.sluis.runner.room;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a payload left under /out: the regular files, and how many things are none.
 *
 * <p>Symbolic links are not followed; the payload has ended, so nothing changes meanwhile.
 *
 * @param files in the order of their names
 * @param skipped names of links, sockets, pipes, devices and what could not be read, relative
 */
public record Outputs(List<Path> files, List<String> skipped) {

    public Outputs {
        files = List.copyOf(files);
        skipped = List.copyOf(skipped);
    }

    /**
     * Looks through {@code directory}.
     *
     * @throws IOException if the directory itself cannot be read
     */
    public static Outputs of(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()) {
                            files.add(file);
                        } else {
                            skipped.add(directory.relativize(file).toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (file.equals(directory)) {
                            throw e;
                        }
                        skipped.add(directory.relativize(file).toString());
                        return FileVisitResult.CONTINUE;
                    }
                });
        files.sort(null);
        return new Outputs(files, skipped);
    }
}
