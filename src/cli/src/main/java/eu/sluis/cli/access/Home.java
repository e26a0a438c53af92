package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The CLI's state directory: mode 0700, every file in it 0600 and replaced as a whole.
 *
 * <p>One home is one person at one tenant. A home that others can read or write is refused.
 */
public final class Home {

    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** File locks exclude other processes only; this excludes the threads of ours. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path directory;

    private Home(Path directory) {
        this.directory = directory;
    }

    /**
     * The home that {@code environment} names: {@code SLUIS_HOME}, or {@code ~/.config/sluis}.
     *
     * @throws Failure if it cannot be made, or others have access to it
     */
    public static Home locate(Map<String, String> environment) {
        String named = environment.getOrDefault("SLUIS_HOME", "");
        Path directory =
                named.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".config", "sluis")
                        : Path.of(named);
        return at(directory.toAbsolutePath());
    }

    /** The home in {@code directory}, which is made if it is missing. */
    public static Home at(Path directory) {
        try {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory, OWNER_ONLY_DIRECTORY);
            }
            refuseIfShared(directory, Files.getPosixFilePermissions(directory));
        } catch (IOException e) {
            throw Failure.other(
                    "the state directory " + directory + " cannot be made",
                    "set SLUIS_HOME to a directory that you can write");
        }
        return new Home(directory);
    }

    /**
     * Refuses a secret file that others may touch.
     *
     * @throws Failure naming the remedy
     */
    public static void refuseIfShared(Path path, Set<PosixFilePermission> permissions) {
        boolean shared = permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER"));
        if (shared) {
            throw Failure.other(
                    path + " is open to other users of this machine", "run: chmod go= " + path);
        }
    }

    /** The directory for sealed bytes on their way; never holds plain ones. */
    public Path spool() {
        return subdirectory("spool");
    }

    /** The directory for intents that were sent and not yet answered. */
    public Path intents() {
        return subdirectory("intents");
    }

    /** The bytes of a file, if it is there. */
    public Optional<byte[]> read(String name) {
        try {
            Path file = directory.resolve(name);
            refuseIfShared(file, Files.getPosixFilePermissions(file));
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file as a whole: readers see the old bytes or the new ones. */
    public void write(String name, byte[] bytes) {
        Path file = directory.resolve(name);
        try {
            Path fresh = Files.createTempFile(directory, ".new-", "", OWNER_ONLY);
            try {
                Files.write(fresh, bytes, StandardOpenOption.SYNC);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw Failure.other(file + " cannot be written", "free space or check the permissions");
        }
    }

    /** Removes a file, if it is there. */
    public void delete(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does {@code work} while no other thread or process does locked work in this home. */
    public <T> T locked(Supplier<T> work) {
        THREADS.lock();
        try (FileChannel channel =
                        FileChannel.open(
                                directory.resolve("lock"),
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                OWNER_ONLY);
                FileLock held = channel.lock()) {
            assert held.isValid();
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            THREADS.unlock();
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private Path subdirectory(String name) {
        Path path = directory.resolve(name);
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectory(path, OWNER_ONLY_DIRECTORY);
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
