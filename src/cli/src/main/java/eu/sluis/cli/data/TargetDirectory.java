package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where opened files go: all of them, or none.
 *
 * <p>Files are opened under names of our own in a hidden directory (mode 0700) beside their place,
 * and moved when all are whole. No name leads out of the directory, also not through links that are
 * there already.
 */
public final class TargetDirectory implements AutoCloseable {

    private final Path directory;
    private final boolean force;
    private final Path stage;
    private final Thread atExit = new Thread(this::removeStage);
    private final Map<Path, Path> staged = new LinkedHashMap<>();

    private TargetDirectory(Path directory, boolean force, Path stage) {
        this.directory = directory;
        this.force = force;
        this.stage = stage;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Prepares {@code directory}, which is made if it is missing.
     *
     * @param force whether files that are there may be replaced
     */
    public static TargetDirectory in(Path directory, boolean force) {
        try {
            Files.createDirectories(directory);
            Path root = directory.toRealPath();
            Path stage =
                    Files.createTempDirectory(
                            root,
                            ".sluis-",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------")));
            return new TargetDirectory(root, force, stage);
        } catch (IOException e) {
            throw Failure.other(directory + " cannot be written", "choose another one with -o");
        }
    }

    /**
     * A place to write the file that is to be called {@code path}.
     *
     * @throws Failure if the name leads out of the directory, or is taken
     */
    public Path stage(String path) {
        Path target = directory.resolve(path).normalize();
        if (!target.startsWith(directory) || target.equals(directory)) {
            throw Failure.untrusted("a file's name leads out of the target directory");
        }
        requirePlainParents(target);
        boolean taken = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        if (taken && (!force || !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS))) {
            throw Failure.other(
                    target + " is there already",
                    "choose another directory with -o, or give --force");
        }
        Path place = stage.resolve(Integer.toString(staged.size()));
        staged.put(target, place);
        return place;
    }

    /** Moves every staged file to its place; on failure everything is as it was. */
    public void commit() {
        Deque<Swap> done = new ArrayDeque<>();
        try {
            for (Map.Entry<Path, Path> file : staged.entrySet()) {
                requirePlainParents(file.getKey());
                Files.createDirectories(parent(file.getKey()));
                Swap swap = new Swap(file.getValue(), file.getKey());
                swap.make(force);
                done.push(swap);
            }
        } catch (IOException e) {
            done.forEach(Swap::undo);
            throw notMoved();
        } catch (Failure e) {
            done.forEach(Swap::undo);
            throw e;
        }
        done.forEach(swap -> remove(swap.aside()));
    }

    private Failure notMoved() {
        boolean kept = staged.values().stream().map(Swap::aside).anyMatch(Files::exists);
        return Failure.other(
                "the files cannot be moved into " + directory,
                kept
                        ? "files that were there could not be moved back, they are in " + stage
                        : "check its room and permissions");
    }

    /** A staged file that takes the place of what is there, which waits in the stage. */
    private record Swap(Path from, Path to) {

        static Path aside(Path staged) {
            return staged.resolveSibling(staged.getFileName() + ".replaced");
        }

        Path aside() {
            return aside(from);
        }

        void make(boolean force) throws IOException {
            if (force && Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(to, aside());
            }
            try {
                Files.move(from, to);
            } catch (IOException e) {
                restore();
                throw e;
            }
        }

        void undo() {
            remove(to);
            restore();
        }

        private void restore() {
            try {
                if (Files.exists(aside())) {
                    Files.move(aside(), to);
                }
            } catch (IOException e) {
                // It stays in the stage, and commit says so.
            }
        }
    }

    @Override
    public void close() {
        removeStage();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // The hook does the same.
        }
    }

    private void requirePlainParents(Path target) {
        for (Path p = target.getParent(); p != null && !p.equals(directory); p = p.getParent()) {
            boolean there = Files.exists(p, LinkOption.NOFOLLOW_LINKS);
            if (there && !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)) {
                throw Failure.other(
                        p + " is in the way: a link or a file", "choose another directory with -o");
            }
        }
    }

    private Path parent(Path target) {
        Path parent = target.getParent();
        return parent == null ? directory : parent;
    }

    private void removeStage() {
        staged.values().forEach(TargetDirectory::remove);
        remove(stage);
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
