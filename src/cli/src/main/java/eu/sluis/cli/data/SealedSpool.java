package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.seal.Age;
import eu.sluis.seal.Recipient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * One sealed object on disk, between sealing and sending: its digest must be known before its first
 * byte is sent.
 *
 * @param digest of the sealed bytes
 * @param bytes length of the content
 */
record SealedSpool(Digest digest, long sealedBytes, long bytes) {

    /**
     * Seals all of {@code plain} into a new file.
     *
     * @throws Failure if there is no room, or the content cannot be read; then there is no file
     */
    static SealedSpool seal(InputStream plain, Recipient to, Path file) {
        MessageDigest sha256 = Digest.sha256();
        Counted counted = new Counted(plain);
        try (OutputStream out =
                new DigestOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), sha256)) {
            Age.seal(counted, out, List.of(to));
        } catch (IOException e) {
            delete(file);
            throw Failure.other(
                    "the data cannot be sealed into " + file.getParent(),
                    "check that the files can be read and that the disk of SLUIS_HOME has room");
        }
        try {
            return new SealedSpool(Digest.ofRaw(sha256.digest()), Files.size(file), counted.count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file is there with all of its bytes; after a power cut it may not be. */
    static boolean isWhole(Path file, Digest digest) {
        MessageDigest sha256 = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Digest.ofRaw(sha256.digest()).equals(digest);
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes the file, if it is there. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
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
