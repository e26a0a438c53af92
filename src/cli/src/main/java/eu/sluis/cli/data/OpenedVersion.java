package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.ProgressBar;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Manifests;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.OpenFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * A version with the identities that open it: its manifest and files, each under the digest that
 * the author signed for. Close wipes the identities.
 */
public final class OpenedVersion implements AutoCloseable {

    private final List<Identity> identities;
    private final Objects objects;
    private final ProgressBar bar;

    /**
     * A version whose objects {@code identities} open; they are closed with this.
     *
     * @param objects fetches sealed objects
     */
    public OpenedVersion(List<Identity> identities, Objects objects, ProgressBar bar) {
        this.identities = List.copyOf(identities);
        this.objects = objects;
        this.bar = bar;
    }

    /**
     * The manifest that {@code record} names.
     *
     * @throws Failure if its bytes are not those that were signed, or it is another version's
     */
    public Manifest manifest(VersionRecord record) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream sealed = objects.open(record.manifest())) {
            open(sealed, plain, record.manifestDigest());
            VersionRef ref =
                    new VersionRef(record.dataset(), record.version(), record.manifestDigest());
            return Manifests.read(plain.toByteArray(), ref);
        } catch (InvalidValue e) {
            throw Failure.untrusted("the manifest is not acceptable: " + e.getMessage());
        } catch (IOException e) {
            throw broken("the manifest", e);
        }
    }

    /**
     * Opens every file of {@code manifest} into {@code target} and commits it.
     *
     * @throws Failure if one of them is not what the manifest lists; then nothing is written
     */
    public void writeTo(TargetDirectory target, Manifest manifest) {
        List<Path> places = manifest.files().stream().map(f -> target.stage(f.path())).toList();
        for (int i = 0; i < places.size(); i++) {
            write(manifest.files().get(i), places.get(i));
        }
        target.commit();
    }

    /**
     * Opens one object of known digest.
     *
     * @throws Failure if its bytes are others, or do not open
     */
    public void write(ObjectId object, Digest digest, OutputStream plain) {
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        try (InputStream sealed = objects.open(object)) {
            open(sealed, held, digest);
            held.writeTo(plain);
        } catch (IOException e) {
            throw broken("an object", e);
        }
    }

    @Override
    public void close() {
        identities.forEach(Identity::close);
    }

    private void write(ManifestFile file, Path place) {
        try (InputStream sealed =
                        bar.watch(objects.open(file.object()), file.path(), file.sealedBytes());
                OutputStream plain =
                        Files.newOutputStream(
                                place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            open(sealed, plain, file.digest());
        } catch (IOException e) {
            throw broken(file.path(), e);
        }
        requireLength(place, file);
    }

    private void open(InputStream sealed, OutputStream plain, Digest expected) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        DigestInputStream digested = new DigestInputStream(sealed, sha256);
        Age.open(digested, plain, identities);
        digested.transferTo(OutputStream.nullOutputStream());
        if (!Digest.ofRaw(sha256.digest()).equals(expected)) {
            throw Failure.untrusted("an object is not the one that was signed for");
        }
    }

    private static void requireLength(Path place, ManifestFile file) {
        try {
            if (Files.size(place) != file.bytes()) {
                throw Failure.untrusted(file.path() + " has another length than its manifest says");
            }
        } catch (IOException e) {
            throw broken(file.path(), e);
        }
    }

    private static Failure broken(String what, IOException e) {
        return e instanceof OpenFailure
                ? Failure.untrusted(
                        what + " does not open: it was changed or sealed to another key")
                : Failure.unavailable(what + " cannot be fetched or written");
    }

    /** Fetches sealed objects. */
    @FunctionalInterface
    public interface Objects {

        /** The sealed bytes, unverified, for the caller to close. */
        InputStream open(ObjectId object);
    }
}
