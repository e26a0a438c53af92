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
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.seal.BadSignature;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code version}.
 *
 * @param attempt the attempt that writes it, for the output of a job
 * @param authority the release that certifies that attempt's runner; there from the beginning, so
 *     that the log of a running job can be verified
 * @param closing absent while the version is open
 * @param sealedBytes of its stored objects
 */
record VersionRow(
        VersionId id,
        DatasetId dataset,
        long number,
        @Nullable AttemptId attempt,
        @Nullable Signed authority,
        byte[] keyFile,
        @Nullable Closing closing,
        long sealedBytes,
        Instant created) {

    /**
     * How a version was closed.
     *
     * @param state {@code closed} or {@code partial}
     * @param authority the release that certifies a runner's key
     */
    record Closing(String state, Signed record, PublicKey author, @Nullable Signed authority) {}

    boolean open() {
        return closing == null;
    }

    /**
     * Passes if the actor may write: an attempt's output belongs to its runner alone, and a runner
     * writes nothing else.
     *
     * @throws ProblemException not-found to another runner, forbidden to a member
     */
    void requireWriter(Actor actor) {
        switch (actor) {
            case Actor.Member _ -> {
                if (attempt != null) {
                    throw new ProblemException(
                            ProblemType.FORBIDDEN, "only its job's runner writes this version");
                }
            }
            case Actor.Runner runner -> {
                if (!runner.attempt().equals(attempt)) {
                    throw Problems.absent();
                }
            }
            case Actor.Operator _ -> throw Problems.absent();
            case Actor.Worker _ -> {}
        }
    }

    /**
     * What the author of this closed version signed, verified anew: record, key file and version
     * belong together.
     *
     * @throws ProblemException conflict if the version is open; custody-refused if the row was
     *     edited or moved
     */
    VersionRecord verifiedRecord() {
        if (closing == null) {
            throw new ProblemException(ProblemType.CONFLICT, "the version is not closed yet");
        }
        try {
            VersionRecord signed =
                    Documents.open(closing.record, closing.author, VersionRecord.class);
            boolean same =
                    signed.version().equals(id)
                            && signed.dataset().equals(dataset)
                            && signed.keyFile().equals(Digest.of(keyFile));
            if (same) {
                return signed;
            }
        } catch (BadSignature | InvalidValue e) {
            throw edited();
        }
        throw edited();
    }

    private ProblemException edited() {
        return new ProblemException(
                ProblemType.CUSTODY_REFUSED, "version " + id + " is not as its author signed it");
    }

    VersionView view() {
        return new VersionView(
                id,
                dataset,
                number,
                closing == null ? "open" : closing.state,
                closing == null ? null : closing.record,
                closing == null ? null : closing.author,
                closing == null ? authority : closing.authority,
                sealedBytes,
                created);
    }
}
