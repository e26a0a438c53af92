package eu.sluis.gateway.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file system of its own, in memory, that a test can fill to the last byte.
 *
 * @param mounted false where this process may not mount: then the directory is an ordinary one
 */
public record SmallDisk(Path directory, boolean mounted) implements AutoCloseable {

    /** Why a test that needs one is skipped. */
    public static final String WANTS_ROOT =
            "a small tmpfs cannot be mounted here: run as root, as deploy/test does";

    public static SmallDisk mount(int mebibytes) {
        try {
            Path directory = Files.createTempDirectory("sluis-small-disk");
            String options = "size=" + mebibytes + "m,mode=0700";
            return new SmallDisk(
                    directory,
                    run("mount", "-t", "tmpfs", "-o", options, "sluis-test", directory.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills the disk until a write fails with ENOSPC. */
    public void fill() {
        ByteBuffer block = ByteBuffer.allocate(4096);
        try (FileChannel channel =
                FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                channel.write(block.rewind());
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left on device")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Makes room again. */
    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() throws IOException {
        Path apart = directory.resolve("ballast");
        if (Files.notExists(apart)) {
            Files.createDirectory(
                    apart,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        return apart.resolve("file");
    }

    @Override
    public void close() {
        if (mounted) {
            run("umount", directory.toString());
        }
        directory.toFile().delete();
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
