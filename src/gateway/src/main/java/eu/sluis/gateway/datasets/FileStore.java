package eu.sluis.gateway.datasets;

import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Sealed objects as files: {@code tenant/version/object} under one directory, each part a UUID.
 *
 * <p>An object enters whole, by a rename after its bytes are on the disk, or not at all. Which
 * objects count is the database's word: a file without a stored row is nothing.
 */
@Startup
@ApplicationScoped
class FileStore {

    private static final Logger LOG = Logger.getLogger(FileStore.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALL =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final Path incoming;
    private final long minFreeBytes;
    private final AtomicLong onTheWay = new AtomicLong();

    @Inject
    FileStore(StoreConfig config) {
        this(config.directory(), config.minFreeBytes().asLongValue());
    }

    FileStore(Path directory, long minFreeBytes) {
        this.directory = directory.toAbsolutePath().normalize();
        this.incoming = this.directory.resolve("incoming");
        this.minFreeBytes = minFreeBytes;
        try {
            Files.createDirectories(incoming, OWNER_ALL);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the store (sluis.store.directory) cannot be made at " + this.directory, e);
        }
    }

    /** Where an object of the tenant lies, or would. */
    Path path(TenantId tenant, VersionId version, ObjectId object) {
        return directory
                .resolve(tenant.toString())
                .resolve(version.toString())
                .resolve(object.toString());
    }

    /**
     * Begins to receive {@code bytes} bytes.
     *
     * @throws ProblemException store-full if they would not leave the free space that is demanded
     */
    Incoming receive(long bytes) {
        long taken = onTheWay.addAndGet(bytes);
        boolean begun = false;
        try {
            if (Files.getFileStore(incoming).getUsableSpace() - taken < minFreeBytes) {
                throw full();
            }
            Path file = incoming.resolve(UUID.randomUUID().toString());
            Incoming fresh = new Incoming(file, bytes, () -> onTheWay.addAndGet(-bytes));
            begun = true;
            return fresh;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (!begun) {
                onTheWay.addAndGet(-bytes);
            }
        }
    }

    /** Gives a received file its place; on return it is on the disk. Replaces what lies there. */
    void keep(Incoming received, Path place) {
        try {
            received.flush();
            Path version = place.resolveSibling("");
            boolean fresh = Files.notExists(version);
            Files.createDirectories(version, OWNER_ALL);
            Files.move(received.file(), place, StandardCopyOption.ATOMIC_MOVE);
            sync(version);
            if (fresh) {
                sync(version.resolveSibling(""));
                sync(directory);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    /** Removes an object that no row counts. */
    void remove(Path place) {
        try {
            Files.deleteIfExists(place);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Removes what was being received before {@code instant} and is no longer. */
    void sweep(Instant before) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.errorf(e, "event=store-unswept");
        }
    }

    /** The failure to tell a caller of, when the file system failed. */
    static ProblemException failed(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            LOG.errorf(e, "event=store-full");
            return full();
        }
        LOG.errorf(e, "event=store-failed");
        return new ProblemException(ProblemType.UNAVAILABLE, "the store does not answer");
    }

    private static ProblemException full() {
        return new ProblemException(ProblemType.STORE_FULL, "the store has no room for it");
    }
}
