package eu.sluis.gateway.jobs;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.Document;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;

/**
 * A slot that was redeemed: its attempt and job as they are now, and what its runner was told.
 *
 * @param signed the release, which certifies the runner's key
 */
record Slot(LiveAttempt attempt, JobRow job, Signed signed, Release release, SlotGrant grant) {

    /** Whether this attempt still holds its job. */
    boolean current() {
        return attempt.state() == AttemptState.RELEASED
                && attempt.fence() == job.fence()
                && job.ended() == null;
    }

    /**
     * Passes if this attempt still holds its job.
     *
     * @throws ProblemException stale-fence otherwise
     */
    void requireCurrent() {
        if (!current()) {
            throw new ProblemException(
                    ProblemType.STALE_FENCE, "another attempt holds the job, or it has ended");
        }
    }

    /**
     * Reads a document that this slot's runner signed.
     *
     * @throws ProblemException bad-signature or bad-document
     */
    <T extends Document> T open(Signed document, Class<T> type) {
        try {
            return Documents.open(document, grant.runnerKey(), type);
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the document is not signed by the slot's runner");
        } catch (InvalidValue e) {
            throw new ProblemException(
                    ProblemType.BAD_DOCUMENT, "the document is malformed: " + e.detail());
        }
    }
}
