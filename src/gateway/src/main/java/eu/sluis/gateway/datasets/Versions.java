package eu.sluis.gateway.datasets;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.custody.SealedVersion;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.BadSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Versions of datasets and cases: begun with a key file, closed by a signed record, for good.
 *
 * <p>Whoever calls has checked project and role; that an output belongs to its runner is checked
 * here.
 */
@ApplicationScoped
public class Versions {

    private final VersionStore store;
    private final ObjectStore objects;
    private final Datasets datasets;
    private final Audit audit;
    private final Clock clock;

    Versions(VersionStore store, ObjectStore objects, Datasets datasets, Audit audit, Clock clock) {
        this.store = store;
        this.objects = objects;
        this.datasets = datasets;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins a version. Repeating it with the same id and key file gives the same answer.
     *
     * @param attempt the attempt whose output it is; null for members' versions
     * @throws ProblemException not-sealed unless the key file is an age file for one recipient of
     *     the dataset's kind; conflict if the id is taken
     */
    public VersionView begin(
            Handle handle,
            TenantScope scope,
            Dataset dataset,
            VersionId id,
            NewVersion fresh,
            @Nullable AttemptId attempt) {
        return begin(handle, scope, dataset, id, fresh, attempt, null);
    }

    /**
     * As {@link #begin}, of a job's output.
     *
     * @param authority the release that certifies the attempt's runner
     */
    public VersionView begin(
            Handle handle,
            TenantScope scope,
            Dataset dataset,
            VersionId id,
            NewVersion fresh,
            @Nullable AttemptId attempt,
            @Nullable Signed authority) {
        SealedForm.requireKeyFile(fresh.keyFile(), dataset.recipient());
        var row =
                new VersionRow(
                        id,
                        dataset.id(),
                        store.nextNumber(handle, dataset.id()),
                        attempt,
                        authority,
                        fresh.keyFile(),
                        null,
                        0,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        row.requireWriter(scope.actor());
        if (!store.insert(handle, row)) {
            return begunBefore(handle, row);
        }
        audit.append(
                handle,
                scope,
                "version.begun",
                Map.of(
                        "dataset", dataset.id(),
                        "version", id,
                        "keyFile", Digest.of(fresh.keyFile())));
        return row.view();
    }

    private VersionView begunBefore(Handle handle, VersionRow wanted) {
        VersionRow row = require(handle, wanted.id());
        boolean same =
                row.dataset().equals(wanted.dataset())
                        && Objects.equals(row.attempt(), wanted.attempt())
                        && Arrays.equals(row.keyFile(), wanted.keyFile());
        if (!same) {
            throw new ProblemException(ProblemType.CONFLICT, "there is a version of this id");
        }
        return row.view();
    }

    /**
     * Closes a version by its author's signed record. Repeating it with the same record gives the
     * same answer.
     *
     * @param author whose key is known to be the member's, or certified by {@code authority}
     * @param authority the release that certifies a runner's key; null for members
     * @throws ProblemException bad-signature; bad-document if the record is not of this version, or
     *     names another key file or a manifest that is not stored so; conflict if the version was
     *     closed otherwise
     */
    public VersionView close(
            Handle handle,
            TenantScope scope,
            VersionId id,
            Signed record,
            PublicKey author,
            @Nullable Signed authority) {
        VersionRow row = require(handle, id);
        row.requireWriter(scope.actor());
        VersionRecord closing = read(record, author);
        check(handle, row, closing);
        var done =
                new VersionRow.Closing(
                        closing.partial() ? "partial" : "closed", record, author, authority);
        if (!store.close(handle, id, done)) {
            return closedBefore(handle, id, record);
        }
        audit.append(
                handle,
                scope,
                "version.closed",
                Map.of(
                        "dataset", row.dataset(),
                        "version", id,
                        "record", record.digest(),
                        "author", author.id(),
                        "manifest", closing.manifestDigest()));
        return require(handle, id).view();
    }

    private static VersionRecord read(Signed record, PublicKey author) {
        try {
            return Documents.open(record, author, VersionRecord.class);
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the record is not signed by the key given");
        } catch (InvalidValue e) {
            throw bad("the record is malformed: " + e.detail());
        }
    }

    private void check(Handle handle, VersionRow row, VersionRecord closing) {
        if (!closing.version().equals(row.id()) || !closing.dataset().equals(row.dataset())) {
            throw bad("the record is of another version or dataset");
        }
        if (!closing.keyFile().equals(Digest.of(row.keyFile()))) {
            throw bad("the record names another key file than the version was begun with");
        }
        boolean manifestStored =
                objects.find(handle, row.id(), closing.manifest())
                        .filter(ObjectRow::stored)
                        .filter(object -> object.digest().equals(closing.manifestDigest()))
                        .isPresent();
        if (!manifestStored) {
            throw bad("the manifest is not among the version's objects, or not with this digest");
        }
        VersionId previous = closing.previous();
        if (previous != null) {
            boolean follows =
                    store.find(handle, previous)
                            .filter(before -> before.dataset().equals(row.dataset()))
                            .filter(before -> !before.open())
                            .isPresent();
            if (!follows) {
                throw bad("the previous version is not a closed version of this dataset");
            }
        }
    }

    private VersionView closedBefore(Handle handle, VersionId id, Signed record) {
        VersionRow row = require(handle, id);
        VersionRow.Closing closing = row.closing();
        if (closing == null || !closing.record().equals(record)) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "the version was closed with another record");
        }
        return row.view();
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(ProblemType.BAD_DOCUMENT, detail);
    }

    /**
     * A version of the tenant as it is shown.
     *
     * @throws ProblemException not-found without one
     */
    public VersionView view(Handle handle, TenantScope scope, VersionId id) {
        return require(handle, id).view();
    }

    /** The lengths of a version's stored objects, one each. */
    public List<Long> sealedBytes(Handle handle, TenantScope scope, VersionId id) {
        return store.sealedBytes(handle, id);
    }

    /** The output version of an attempt, once its runner has begun it. */
    public Optional<VersionView> ofAttempt(Handle handle, TenantScope scope, AttemptId attempt) {
        return store.ofAttempt(handle, attempt).map(VersionRow::view);
    }

    /** A page of a dataset's versions, oldest first. */
    public Page<VersionView> page(
            Handle handle, TenantScope scope, DatasetId dataset, Cursor cursor, Limit limit) {
        return Cursor.page(
                store.page(handle, dataset, cursor, limit),
                limit,
                row -> new Cursor(row.created(), row.id().toString()),
                VersionRow::view);
    }

    /**
     * What a release needs of exactly the closed version that an intent names.
     *
     * @throws ProblemException not-found unless dataset and version belong together; conflict if it
     *     is open; bad-document if its manifest is another; custody-refused if a row was edited
     */
    public SealedVersion sealed(Handle handle, TenantScope scope, VersionRef ref) {
        VersionRow row = require(handle, ref.dataset(), ref.version());
        if (!row.verifiedRecord().manifestDigest().equals(ref.manifest())) {
            throw bad("version " + ref.version() + " was closed with another manifest");
        }
        return sealed(handle, scope, row);
    }

    /**
     * As {@link #sealed(Handle, TenantScope, VersionRef)}, of a version that may still be open, so
     * that the logs of a running job can be opened. Limit: while it is open, nobody's signature
     * stands behind its key file.
     */
    SealedVersion sealedOrOpen(
            Handle handle, TenantScope scope, DatasetId dataset, VersionId version) {
        VersionRow row = require(handle, dataset, version);
        if (!row.open()) {
            row.verifiedRecord();
        }
        return sealed(handle, scope, row);
    }

    private SealedVersion sealed(Handle handle, TenantScope scope, VersionRow row) {
        Dataset dataset = datasets.find(handle, scope, row.dataset());
        return new SealedVersion(row.id(), row.keyFile(), dataset.identity());
    }

    private VersionRow require(Handle handle, DatasetId dataset, VersionId version) {
        VersionRow row = require(handle, version);
        if (!row.dataset().equals(dataset)) {
            throw Problems.absent();
        }
        return row;
    }

    private VersionRow require(Handle handle, VersionId version) {
        return store.find(handle, version).orElseThrow(Problems::absent);
    }
}
