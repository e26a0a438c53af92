package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.contract.document.LogPiece;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of one slot's log, in order: each signed by the certified runner and bound to the one
 * before it, so that none can be left out, changed or moved. Its last piece says that it is the
 * last.
 */
public final class LogChain {

    private final SlotGrant grant;
    private long next;
    private @Nullable Digest previous;
    private boolean ended;

    private LogChain(SlotGrant grant) {
        this.grant = grant;
    }

    /**
     * The log that goes with the output {@code version} of {@code job}.
     *
     * @throws Failure if no release of the pinned custodian certifies a runner for it
     */
    public static LogChain of(JobView job, VersionView version, Enrolment enrolment) {
        SlotGrant grant = RunnerCertificate.verified(version, enrolment);
        if (!grant.job().equals(job.id())) {
            throw Failure.untrusted("the log is that of another job");
        }
        return new LogChain(grant);
    }

    /**
     * Accepts the next piece.
     *
     * @throws Failure if it is not the runner's, or not the next one
     */
    public LogPiece accept(Signed signed) {
        LogPiece piece = piece(signed);
        boolean follows =
                !ended
                        && piece.attempt().equals(grant.attempt())
                        && piece.number() == next
                        && Objects.equals(piece.previous(), previous);
        if (!follows) {
            throw Failure.untrusted(
                    "piece " + next + " of the log is missing, or another is in its place");
        }
        next++;
        previous = signed.digest();
        ended = piece.last();
        return piece;
    }

    /** The number of the piece that is awaited. */
    public long next() {
        return next;
    }

    /** Whether the last piece was accepted. */
    public boolean ended() {
        return ended;
    }

    private LogPiece piece(Signed signed) {
        try {
            return Documents.open(signed, grant.runnerKey(), LogPiece.class);
        } catch (BadSignature | InvalidValue e) {
            throw Failure.untrusted("a piece of the log is not signed by the job's runner");
        }
    }
}
