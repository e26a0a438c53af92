package eu.sluis.contract.document;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Require;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a job's log: an age file, chained to the one before it; signed by the runner.
 *
 * @param number from 0, without gaps
 * @param object the sealed piece
 * @param digest of the sealed piece's bytes
 * @param previous the digest of the previous piece's document; absent in piece 0
 * @param last whether the log ends here
 */
public record LogPiece(
        AttemptId attempt,
        long number,
        ObjectId object,
        Digest digest,
        @Nullable Digest previous,
        boolean last)
        implements Document {

    public LogPiece {
        Require.present(attempt, "attempt");
        Require.within(number, 0, 1_000_000, "number");
        Require.present(object, "object");
        Require.present(digest, "digest");
        if ((number == 0) != (previous == null)) {
            throw new InvalidValue("piece 0 has no previous, every other piece has one");
        }
    }
}
