package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.ReleaseAnswer;
import java.util.Map;

/** A row of the custodian's inbox that was dealt with, and the keys it is bound to. */
sealed interface StoredRelease {

    Digest keys();

    /** Whether keys were released; to give them again wants the verdict again. */
    default boolean answered() {
        return this instanceof Answered;
    }

    /** The stored outcome. */
    ReleaseOutcome again(Signed document);

    record Answered(Digest keys, Signed release, Map<String, byte[]> keyFiles)
            implements StoredRelease {

        @Override
        public ReleaseOutcome again(Signed document) {
            return new ReleaseOutcome.Released(
                    new ReleaseAnswer(release, document, keyFiles), false);
        }
    }

    record Refused(Digest keys, ProblemType problem, String detail) implements StoredRelease {

        @Override
        public ReleaseOutcome again(Signed document) {
            return new ReleaseOutcome.Refused(new ProblemException(problem, detail), true);
        }
    }

    /** Neither yet: a custodian elsewhere has not looked at it, or let it lapse. */
    record Waiting(Digest keys) implements StoredRelease {

        @Override
        public ReleaseOutcome again(Signed document) {
            return new ReleaseOutcome.Refused(
                    new ProblemException(
                            ProblemType.UNAVAILABLE, "the custodian has not answered yet"),
                    false);
        }
    }
}
