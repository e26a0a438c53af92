package eu.sluis.gateway.datasets;

import eu.sluis.contract.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;
import org.jboss.logging.Logger;

/** A file that is being received, and its digest so far. Gone on close, unless it was kept. */
final class Incoming implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Incoming.class);

    private final Path file;
    private final Runnable done;
    private final FileChannel channel;
    private final MessageDigest digest = Digest.sha256();
    private final long expected;
    private long received;

    Incoming(Path file, long expected, Runnable done) throws IOException {
        this.file = file;
        this.expected = expected;
        this.done = done;
        this.channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
    }

    Path file() {
        return file;
    }

    /** Appends the first {@code length} bytes of {@code chunk}. */
    void write(byte[] chunk, int length) throws IOException {
        digest.update(chunk, 0, length);
        received += length;
        for (ByteBuffer rest = ByteBuffer.wrap(chunk, 0, length); rest.hasRemaining(); ) {
            channel.write(rest);
        }
    }

    long missing() {
        return expected - received;
    }

    /** The digest of all that was received; to be asked once. */
    Digest digest() {
        return Digest.ofRaw(digest.digest());
    }

    void flush() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf(e, "event=store-leftover file=%s", file.getFileName());
        } finally {
            done.run();
        }
    }
}
