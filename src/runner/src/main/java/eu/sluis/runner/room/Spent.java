package eu.sluis.runner.room;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file of the room that is read for the last time: the memory of what was read is given back
 * while the rest is still there, so that a sealed copy needs no room of its own.
 *
 * <p>Limit: up to {@value #STEP_BYTES} bytes that were read are still held.
 */
final class Spent extends FilterInputStream {

    static final long STEP_BYTES = 16L << 20;

    private final Path file;
    private long read;
    private long freed;

    private Spent(Path file) throws IOException {
        super(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
        this.file = file;
    }

    /** Reads {@code file}, which has no other use from now on. */
    static Spent reading(Path file) throws IOException {
        return new Spent(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int length = super.read(into, from, most);
        read += Math.max(0, length);
        if (read - freed >= STEP_BYTES) {
            free();
        }
        return length;
    }

    /** By util-linux, which the runner needs anyway: the JDK cannot make a hole in a file. */
    private void free() throws IOException {
        Process fallocate =
                new ProcessBuilder(
                                "fallocate",
                                "--punch-hole",
                                "--offset=" + freed,
                                "--length=" + (read - freed),
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (fallocate.waitFor() != 0) {
                throw new IOException("the memory of a file cannot be given back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sealing", e);
        }
        freed = read;
    }
}
