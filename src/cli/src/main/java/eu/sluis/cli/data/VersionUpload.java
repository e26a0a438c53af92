package eu.sluis.cli.data;

import eu.sluis.cli.gateway.DatasetCalls;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.ProgressBar;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one version: a fresh identity, each file sealed to it, the manifest sealed last, the
 * record signed.
 *
 * <p>Only the close makes the version exist; what was sent before is of no use to anybody.
 */
public final class VersionUpload {

    private final DatasetCalls calls;
    private final SigningKey author;
    private final Path spool;
    private final ProgressBar bar;

    /**
     * Uploads through {@code calls}.
     *
     * @param author signs the records
     * @param spool holds sealed objects until they are sent
     */
    public VersionUpload(DatasetCalls calls, SigningKey author, Path spool, ProgressBar bar) {
        this.calls = calls;
        this.author = author;
        this.spool = spool;
        this.bar = bar;
    }

    /** What became of an upload. */
    public record Uploaded(VersionView view, VersionRecord record) {}

    /**
     * Writes and closes a version of {@code dataset} that holds {@code files}.
     *
     * @param previous the version it follows
     * @throws Failure if one step fails; then there is no version
     */
    public Uploaded write(
            TrustedDataset dataset, List<SourceFile> files, @Nullable VersionId previous) {
        try (Identity identity = Identity.generate()) {
            byte[] keyFile = KeyFile.seal(List.of(identity), dataset.recipient());
            VersionView begun = calls.begin(dataset.id(), keyFile);
            List<ManifestFile> listed = new ArrayList<>();
            for (SourceFile file : files) {
                listed.add(send(begun.id(), identity, file));
            }
            Manifest manifest = new Manifest(dataset.id(), begun.id(), listed);
            ManifestFile sealed =
                    send(begun.id(), identity, SourceFile.of("manifest", Json.canonical(manifest)));
            VersionRecord record =
                    new VersionRecord(
                            dataset.id(),
                            begun.id(),
                            Digest.of(keyFile),
                            sealed.object(),
                            sealed.digest(),
                            previous,
                            false);
            Authored closing = new Authored(Documents.sign(author, record), author.publicKey());
            return new Uploaded(calls.close(begun.id(), closing), record);
        }
    }

    private ManifestFile send(VersionId version, Identity identity, SourceFile file) {
        ObjectId object = new ObjectId(UUID.randomUUID());
        try (InputStream plain = file.content().open();
                SealedSpool sealed = SealedSpool.seal(plain, identity.recipient(), spool)) {
            ObjectView stored =
                    calls.put(
                            version,
                            object,
                            () -> bar.watch(sealed.open(), file.path(), sealed.sealedBytes()),
                            sealed.sealedBytes(),
                            sealed.digest());
            if (!stored.digest().equals(sealed.digest())) {
                throw Failure.other(
                        "the gateway stored other bytes than were sent", "put it again");
            }
            return new ManifestFile(
                    file.path(), object, sealed.digest(), sealed.sealedBytes(), sealed.bytes());
        } catch (IOException e) {
            throw Failure.other(file.path() + " cannot be read", "check the file and put it again");
        }
    }
}
