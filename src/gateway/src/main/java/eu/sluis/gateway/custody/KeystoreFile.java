package eu.sluis.gateway.custody;

import eu.sluis.contract.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keystore on disk: read by its owner only, replaced whole or not at all.
 *
 * <p>A writer holds a lock on a file beside it and reads before it writes, so that replicas on one
 * file system never lose each other's keys. Limit: on a network file system this is as good as its
 * locks and renames.
 */
final class KeystoreFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALL = mode("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = mode("rw-------");
    private static final long MAX_BYTES = 64L << 20;

    /** A lock on a file is the process's, so threads and second instances need one of their own. */
    private static final ReentrantLock PROCESS = new ReentrantLock();

    private final Path path;

    private KeystoreFile(Path path) {
        this.path = path;
    }

    /**
     * The keystore at {@code path}, whose directory is made if it is missing.
     *
     * @param apartFrom directories that it must not lie in
     * @throws IllegalStateException with what to do, if others could read it or its backups
     */
    static KeystoreFile at(Path path, List<Path> apartFrom) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw refused("must name a file, not the root directory");
        }
        Files.createDirectories(directory, OWNER_ALL);
        Path real = directory.toRealPath();
        requirePrivate(real, "directory");
        requireApart(real, apartFrom);
        KeystoreFile file = new KeystoreFile(real.resolve(absolute.getFileName()));
        file.requirePrivate();
        return file;
    }

    /** Where it lies, or would. */
    Path path() {
        return path;
    }

    private static void requireApart(Path directory, List<Path> apartFrom) throws IOException {
        for (Path other : apartFrom) {
            Path there =
                    Files.exists(other) ? other.toRealPath() : other.toAbsolutePath().normalize();
            if (directory.startsWith(there)) {
                throw refused("lies in " + other + ", whose backups must not hold it");
            }
        }
        for (Path up = directory; up != null; up = up.getParent()) {
            if (Files.exists(up.resolve("PG_VERSION"))) {
                throw refused("lies in a database's directory, whose backups must not hold it");
            }
        }
    }

    private void requirePrivate() throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw refused("is a symbolic link; name the file itself");
        }
        if (Files.exists(path)) {
            requirePrivate(path, "file");
        }
    }

    private static void requirePrivate(Path path, String what) throws IOException {
        Set<PosixFilePermission> others =
                EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
        others.retainAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        if (!others.isEmpty()) {
            throw refused(
                    "is open to others: " + what + " " + path + "; run: chmod go= '" + path + "'");
        }
    }

    /** The refusal to start, whose words follow "the keystore". */
    static IllegalStateException refused(String why) {
        return new IllegalStateException("the keystore (sluis.custody.keystore) " + why);
    }

    /**
     * What the file holds, if there is one; the caller wipes it.
     *
     * @throws IllegalStateException if others can read it now
     * @throws eu.sluis.contract.InvalidValue if it is not a keystore
     */
    Optional<KeystoreContent> read() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        requirePrivate();
        if (Files.size(path) > MAX_BYTES) {
            throw refused("is larger than any keystore");
        }
        byte[] bytes = Files.readAllBytes(path);
        try {
            return Optional.of(Json.read(bytes, KeystoreContent.class));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Work on the file's content. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Runs {@code work} while no other thread or replica does. */
    <T> T locked(Work<T> work) throws IOException {
        PROCESS.lock();
        try (FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            return work.run();
        } finally {
            PROCESS.unlock();
        }
    }

    private Path lockFile() throws IOException {
        Path lock = beside(".lock");
        try {
            Files.createFile(lock, OWNER_ONLY);
        } catch (FileAlreadyExistsException expected) {
            // Made by an earlier start or by another replica.
        }
        return lock;
    }

    /** Replaces the file; on return it is on the disk. Wipes {@code content}. */
    void write(KeystoreContent content) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(content);
        Path fresh = beside(".new");
        try {
            Files.deleteIfExists(fresh);
            try (FileChannel channel = create(fresh)) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(path.resolveSibling(""))) {
                directory.force(true);
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the keystore's file system cannot rename atomically", e);
        } finally {
            content.wipe();
            Arrays.fill(bytes, (byte) 0);
            Files.deleteIfExists(fresh); // what a full disk left of it
        }
    }

    private static FileChannel create(Path fresh) throws IOException {
        return FileChannel.open(
                fresh,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OWNER_ONLY);
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
