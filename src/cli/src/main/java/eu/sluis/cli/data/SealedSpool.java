package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.seal.Age;
import eu.sluis.seal.Recipient;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sealed object on disk, between sealing and sending: its digest must be known before its first
 * byte is sent. Close removes it.
 *
 * @param digest of the sealed bytes
 * @param bytes length of the content
 */
record SealedSpool(Path file, Digest digest, long sealedBytes, long bytes)
        implements AutoCloseable {

    /**
     * Seals all of {@code plain} into a new file in {@code directory}.
     *
     * @throws Failure if there is no room, or the content cannot be read
     */
    static SealedSpool seal(InputStream plain, Recipient to, Path directory) {
        Path file = null;
        try {
            file = Files.createTempFile(directory, "object-", ".age");
            file.toFile().deleteOnExit();
            MessageDigest sha256 = Digest.sha256();
            Counted counted = new Counted(plain);
            try (OutputStream out =
                    new DigestOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file), 1 << 16),
                            sha256)) {
                Age.seal(counted, out, List.of(to));
            }
            return new SealedSpool(
                    file, Digest.ofRaw(sha256.digest()), Files.size(file), counted.count);
        } catch (IOException e) {
            delete(file);
            throw Failure.other(
                    "the data cannot be sealed into " + directory,
                    "check that the files can be read and that the disk of SLUIS_HOME has room");
        }
    }

    /** The sealed bytes from their beginning. */
    InputStream open() {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        delete(file);
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counted extends FilterInputStream {

        private long count;

        private Counted(InputStream plain) {
            super(plain);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
