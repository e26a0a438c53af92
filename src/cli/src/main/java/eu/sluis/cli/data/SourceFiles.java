package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.document.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Finds what {@code put} sends: named files under their own names, directories by what is in them.
 *
 * <p>Within a directory, a link is followed if it ends at a regular file of that directory;
 * everything else that is no regular file is refused, so that nothing leaves unnoticed.
 */
public final class SourceFiles {

    private static final Digest ANY = Digest.of(new byte[0]);

    private SourceFiles() {}

    /**
     * The files behind {@code arguments}, each under a name that a manifest allows, none twice.
     *
     * @throws Failure with USAGE if there are none, or one cannot be sent
     */
    public static List<SourceFile> find(List<Path> arguments) {
        List<SourceFile> found = new ArrayList<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                found.addAll(in(argument));
            } else {
                Path name = argument.getFileName();
                found.add(file(name == null ? "" : name.toString(), argument));
            }
        }
        if (found.isEmpty()) {
            throw Failure.usage("there is no file to put", "name files, or a directory with files");
        }
        refuseDoubles(found);
        return found;
    }

    private static List<SourceFile> in(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            Path root = directory.toRealPath();
            return walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .map(path -> within(root, path, directory.relativize(path).toString()))
                    .toList();
        } catch (IOException e) {
            throw Failure.usage(directory + " cannot be read", "check its permissions");
        }
    }

    private static SourceFile within(Path root, Path path, String name) {
        try {
            if (!path.toRealPath().startsWith(root)) {
                throw Failure.usage(
                        path + " is a link that leads out of the directory",
                        "put the file that it leads to, or take the link away");
            }
        } catch (IOException e) {
            throw Failure.usage(path + " cannot be read", "check it, or take it away");
        }
        return file(name, path);
    }

    private static SourceFile file(String name, Path path) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw Failure.usage(
                    path + " is not a file that can be read", "only regular files can be put");
        }
        try {
            new ManifestFile(name, new ObjectId(UUID.randomUUID()), ANY, 1, 0);
        } catch (InvalidValue e) {
            throw Failure.usage(
                    path + " cannot be put under its name: " + e.getMessage(), "rename it");
        }
        return SourceFile.of(name, path);
    }

    private static void refuseDoubles(List<SourceFile> files) {
        TreeSet<String> names = new TreeSet<>();
        for (SourceFile file : files) {
            if (!names.add(file.path())) {
                throw Failure.usage(
                        "two files have the name " + file.path(), "put the directory above them");
            }
        }
    }
}
