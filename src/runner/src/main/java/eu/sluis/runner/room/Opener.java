package eu.sluis.runner.room;

import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Manifests;
import eu.sluis.runner.link.Gateway;
import eu.sluis.runner.link.Patience;
import eu.sluis.seal.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens versions into a room: exactly the files that the manifest lists, each with the digest and
 * the length that it states.
 *
 * <p>The manifest's own digest comes from the intent, which the user signed; the gateway is trusted
 * with none of it.
 */
public final class Opener {

    private static final int MOST_MANIFEST_BYTES = 16 << 20;

    private final Gateway gateway;
    private final Patience patience;
    private final Room room;

    /** An opener that fetches from {@code gateway}. */
    public Opener(Gateway gateway, Patience patience, Room room) {
        this.gateway = gateway;
        this.patience = patience;
        this.room = room;
    }

    /**
     * Opens {@code version} into {@code directory}, which it makes if need be.
     *
     * @throws ProblemException NOT_SEALED, DIGEST_MISMATCH, BAD_DOCUMENT or DOES_NOT_FIT, if the
     *     version is not what was signed or has no room; the gateway's own refusals
     */
    public void open(VersionRef version, List<Identity> with, Path directory)
            throws IOException, InterruptedException {
        Manifest manifest = manifest(version, with);
        requireRoom(manifest);
        Files.createDirectories(directory);
        for (ManifestFile file : manifest.files()) {
            Path target = directory.resolve(file.path());
            makeParents(target);
            patience.until(() -> open(file, with, target));
        }
    }

    private Manifest manifest(VersionRef version, List<Identity> with) throws InterruptedException {
        VersionRecord stated =
                patience.until(() -> stated(gateway.version(version.version()), version));
        byte[] plain = patience.until(() -> openManifest(stated.manifest(), version, with));
        return Manifests.read(plain, version);
    }

    private static VersionRecord stated(VersionView view, VersionRef version) {
        @Nullable Signed signed = view.record();
        if (signed == null) {
            throw bad("the version is not closed");
        }
        VersionRecord stated = Json.readCanonical(signed.document(), VersionRecord.class);
        if (!stated.version().equals(version.version())
                || !stated.manifestDigest().equals(version.manifest())) {
            throw new ProblemException(
                    ProblemType.DIGEST_MISMATCH, "the version is not the one the intent names");
        }
        return stated;
    }

    private byte[] openManifest(ObjectId object, VersionRef version, List<Identity> with)
            throws IOException, InterruptedException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream body = gateway.object(object);
                OutputStream bounded = new Bounded(plain, MOST_MANIFEST_BYTES)) {
            new SealedBody(body, version.manifest()).openInto(bounded, with);
        }
        return plain.toByteArray();
    }

    private Path open(ManifestFile file, List<Identity> with, Path target)
            throws IOException, InterruptedException {
        try (InputStream body = gateway.object(file.object());
                OutputStream plain = new Bounded(Files.newOutputStream(target), file.bytes())) {
            new SealedBody(body, file.digest()).openInto(plain, with);
        }
        if (Files.size(target) != file.bytes()) {
            throw bad("a file is shorter than its manifest says");
        }
        return target;
    }

    private void requireRoom(Manifest manifest) {
        long page = 4096;
        long bytes = 0;
        for (ManifestFile file : manifest.files()) {
            bytes = Math.addExact(bytes, Math.ceilDiv(file.bytes(), page) * page);
        }
        if (bytes > room.freeBytes()) {
            throw new ProblemException(
                    ProblemType.DOES_NOT_FIT, "the inputs do not fit into the memory asked for");
        }
    }

    private static void makeParents(Path target) throws IOException {
        try {
            Files.createDirectories(target.resolveSibling("."));
        } catch (FileAlreadyExistsException e) {
            throw bad("the manifest has a file and a directory of one name");
        }
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_DOCUMENT, detail);
    }

    /** Takes so many bytes and no more. */
    private static final class Bounded extends OutputStream {

        private final OutputStream out;
        private long left;

        Bounded(OutputStream out, long most) {
            this.out = out;
            this.left = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > left) {
                throw bad("a file is longer than its manifest says");
            }
            left -= length;
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
