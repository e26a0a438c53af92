package eu.sluis.cli.data;

import eu.sluis.cli.data.UploadJournal.Begun;
import eu.sluis.cli.data.UploadJournal.SealedObject;
import eu.sluis.cli.gateway.DatasetCalls;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.ProgressBar;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes one version: a fresh identity, each file sealed to it, the manifest sealed last, the
 * record signed.
 *
 * <p>Only the close makes the version exist; what was sent before is of no use to anybody. With the
 * journal of an upload that broke off it goes on from there: sealed bytes are sent as they are, or
 * not at all. Nothing is ever sealed under a key that sealed something before, since every sealing
 * draws its own.
 */
public final class VersionUpload {

    /** In the journal; none that a file of the version can have. */
    private static final String MANIFEST = "";

    private final DatasetCalls calls;
    private final SigningKey author;
    private final UploadJournal journal;
    private final ProgressBar bar;
    private final Consumer<String> notes;

    /**
     * Uploads through {@code calls}.
     *
     * @param author signs the records
     * @param journal is kept if the upload breaks off
     * @param notes is told in a line each how this goes on from an earlier upload
     */
    public VersionUpload(
            DatasetCalls calls,
            SigningKey author,
            UploadJournal journal,
            ProgressBar bar,
            Consumer<String> notes) {
        this.calls = calls;
        this.author = author;
        this.journal = journal;
        this.bar = bar;
        this.notes = notes;
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
        Optional<VersionView> earlier = earlier();
        Uploaded uploaded =
                earlier.flatMap(view -> closedBefore(view, files))
                        .orElseGet(() -> close(goOn(dataset, earlier), files, previous));
        journal.done();
        return uploaded;
    }

    /** The version that the journal speaks of, if the gateway still knows it. */
    private Optional<VersionView> earlier() {
        try {
            return journal.begun().map(begun -> calls.version(begun.version()));
        } catch (Failure e) {
            if (e.code() != ExitCode.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The version, if only the answer to its close was lost and nothing has changed since. */
    private Optional<Uploaded> closedBefore(VersionView view, List<SourceFile> files) {
        Signed record = view.record();
        if (record == null || !holdsJust(files)) {
            return Optional.empty();
        }
        notes.accept("the files are in version " + view.number() + " already");
        try {
            return Optional.of(
                    new Uploaded(
                            view, Documents.open(record, author.publicKey(), VersionRecord.class)));
        } catch (BadSignature | InvalidValue e) {
            throw Failure.untrusted("the version was closed by somebody else");
        }
    }

    private boolean holdsJust(List<SourceFile> files) {
        Set<String> paths = new HashSet<>(journal.paths());
        paths.remove(MANIFEST);
        return paths.equals(files.stream().map(SourceFile::path).collect(Collectors.toSet()))
                && files.stream().allMatch(file -> settled(file).isPresent());
    }

    private Begun goOn(TrustedDataset dataset, Optional<VersionView> earlier) {
        if (earlier.filter(view -> view.record() == null).isPresent()) {
            notes.accept("going on with the version that broke off");
            return journal.begun().orElseThrow();
        }
        journal.restart();
        try (Identity identity = Identity.generate()) {
            byte[] keyFile = KeyFile.seal(List.of(identity), dataset.recipient());
            Begun begun =
                    new Begun(
                            dataset.id(),
                            calls.begin(dataset.id(), keyFile).id(),
                            Digest.of(keyFile),
                            identity.recipient().toString());
            journal.write(begun);
            return begun;
        }
    }

    private Uploaded close(Begun begun, List<SourceFile> files, @Nullable VersionId previous) {
        List<ManifestFile> listed = new ArrayList<>();
        for (SourceFile file : files) {
            listed.add(listed(stored(begun, sealed(begun, file))));
        }
        Manifest manifest = new Manifest(begun.dataset(), begun.version(), listed);
        byte[] text = Json.canonical(manifest);
        SealedObject last = stored(begun, seal(begun, SourceFile.of(MANIFEST, text)));
        VersionRecord record =
                new VersionRecord(
                        begun.dataset(),
                        begun.version(),
                        begun.keyFile(),
                        last.object(),
                        last.digest(),
                        previous,
                        false);
        Authored closing = new Authored(Documents.sign(author, record), author.publicKey());
        return new Uploaded(calls.close(begun.version(), closing), record);
    }

    /** The object of an earlier try, if it holds what the file holds now; else a new one. */
    private SealedObject sealed(Begun begun, SourceFile file) {
        Optional<SealedObject> before = journal.object(file.path());
        Optional<SealedObject> usable =
                settled(file)
                        .filter(o ->
                                o.stored()
                                        || SealedSpool.isWhole(
                                                journal.spool(o.object()), o.digest()));
        if (before.isPresent() && usable.isEmpty()) {
            notes.accept(
                    file.path()
                            + " may have changed since it was sealed: it goes into a new object");
            SealedSpool.delete(journal.spool(before.get().object()));
        }
        return usable.orElseGet(() -> seal(begun, file));
    }

    private Optional<SealedObject> settled(SourceFile file) {
        try {
            String stamp = file.content().stamp();
            return journal.object(file.path())
                    .filter(before -> !stamp.equals(SourceFile.UNSETTLED))
                    .filter(before -> before.stamp().equals(stamp));
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private SealedObject seal(Begun begun, SourceFile file) {
        ObjectId object = new ObjectId(UUID.randomUUID());
        try (InputStream plain = file.content().open()) {
            String stamp = file.content().stamp();
            SealedSpool spool =
                    SealedSpool.seal(
                            plain, Recipient.parse(begun.recipient()), journal.spool(object));
            boolean same = file.content().stamp().equals(stamp);
            SealedObject sealed =
                    new SealedObject(
                            file.path(),
                            same ? stamp : SourceFile.UNSETTLED,
                            object,
                            spool.digest(),
                            spool.sealedBytes(),
                            spool.bytes(),
                            false);
            journal.write(sealed);
            return sealed;
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private SealedObject stored(Begun begun, SealedObject sealed) {
        if (sealed.stored()) {
            return sealed;
        }
        ObjectView stored =
                calls.put(
                        begun.version(),
                        sealed.object(),
                        () -> bar.watch(open(sealed), sealed.path(), sealed.sealedBytes()),
                        sealed.sealedBytes(),
                        sealed.digest());
        if (!stored.digest().equals(sealed.digest())) {
            throw Failure.other("the gateway stored other bytes than were sent", "put it again");
        }
        SealedObject done = sealed.nowStored();
        journal.write(done);
        SealedSpool.delete(journal.spool(sealed.object()));
        return done;
    }

    private InputStream open(SealedObject sealed) {
        try {
            return Files.newInputStream(journal.spool(sealed.object()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ManifestFile listed(SealedObject object) {
        return new ManifestFile(
                object.path(),
                object.object(),
                object.digest(),
                object.sealedBytes(),
                object.bytes());
    }

    private static Failure unreadable(SourceFile file) {
        return Failure.other(file.path() + " cannot be read", "check the file and put it again");
    }
}
