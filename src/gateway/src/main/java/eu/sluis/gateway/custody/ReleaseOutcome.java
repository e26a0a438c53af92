package eu.sluis.gateway.custody;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.api.ReleaseAnswer;

/**
 * What became of a release request. A value, not an exception: a refusal's leaf must commit too, so
 * the caller commits first and calls {@link #orThrow} after.
 */
public sealed interface ReleaseOutcome {

    /**
     * A key was released.
     *
     * @param first false if this is the stored answer again
     */
    record Released(ReleaseAnswer answer, boolean first) implements ReleaseOutcome {}

    /**
     * No key was released.
     *
     * @param bound whether the refusal is final for this slot or intent; otherwise a later request
     *     may fare better
     */
    record Refused(ProblemException problem, boolean bound) implements ReleaseOutcome {}

    /** Whether the request was answered with keys, or refused for good. */
    default boolean settled() {
        return switch (this) {
            case Released _ -> true;
            case Refused refused -> refused.bound();
        };
    }

    /**
     * The answer.
     *
     * @throws ProblemException the refusal; never to be called before the transaction has committed
     */
    default ReleaseAnswer orThrow() {
        return switch (this) {
            case Released released -> released.answer();
            case Refused refused -> throw refused.problem();
        };
    }
}
