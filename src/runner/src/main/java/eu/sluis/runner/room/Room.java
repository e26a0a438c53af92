package eu.sluis.runner.room;

import eu.sluis.contract.AttemptId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The tmpfs that holds all plaintext of an attempt: inputs, bundle, outputs and the payload's
 * temporary files.
 *
 * <p>It is mounted in the runner's own mount namespace, so that the kernel frees it with the last
 * process of the attempt, however that ends. Limit: tmpfs pages may be swapped out; a site has no
 * swap, or encrypts it. Source: src/docs/runner.md.
 */
public final class Room {

    /** Where it is mounted: every system has this directory, and it is hidden from nobody else. */
    public static final Path PLACE = Path.of("/mnt");

    private static final long MOUNT_SECONDS = 20;

    private final Path place;

    private Room(Path place) {
        this.place = place;
    }

    /**
     * Mounts a room of {@code mebibytes}.
     *
     * @throws IOException if this process is not in a mount namespace of its own where it may mount
     */
    public static Room mount(AttemptId attempt, long mebibytes) throws IOException {
        mount("size=" + mebibytes + "m,mode=700,nr_inodes=1m,nosuid,nodev", "sluis-" + attempt);
        return in(PLACE);
    }

    /** A room in a directory that is there already and empty. */
    static Room in(Path place) throws IOException {
        Room room = new Room(place);
        for (String name : List.of("in", "bundle", "out", "tmp", "shm", "root", "sealed")) {
            Files.createDirectory(
                    place.resolve(name),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        return room;
    }

    /**
     * Lets it grow to {@code mebibytes}, once the payload has ended and its memory is free.
     *
     * @throws IOException as {@link #mount}
     */
    public void growTo(long mebibytes) throws IOException {
        mount("remount,size=" + mebibytes + "m", "sluis");
    }

    /** The room itself. */
    public Path place() {
        return place;
    }

    /** The files of the input of this name, read-only for the payload. */
    public Path input(String name) {
        return in().resolve(name);
    }

    /** All inputs. */
    public Path in() {
        return place.resolve("in");
    }

    /** The bundle's files. */
    public Path bundle() {
        return place.resolve("bundle");
    }

    /** What the payload writes. */
    public Path out() {
        return place.resolve("out");
    }

    /** Where a sealed file waits to be sent; the payload does not see it. */
    public Path sealed() {
        return place.resolve("sealed");
    }

    /** The bytes that are in use. */
    public long usedBytes() {
        return place.toFile().getTotalSpace() - place.toFile().getFreeSpace();
    }

    /** The bytes that are left. */
    public long freeBytes() {
        return place.toFile().getFreeSpace();
    }

    private static void mount(String options, String source) throws IOException {
        Process mount =
                new ProcessBuilder(
                                "mount",
                                "-n",
                                "-t",
                                "tmpfs",
                                "-o",
                                options,
                                source,
                                PLACE.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!mount.waitFor(MOUNT_SECONDS, TimeUnit.SECONDS) || mount.exitValue() != 0) {
                throw new IOException("a tmpfs cannot be mounted on " + PLACE);
            }
        } catch (InterruptedException e) {
            mount.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while mounting", e);
        }
    }
}
