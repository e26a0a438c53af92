package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import java.util.Map;

/** A row of the custodian's inbox that was dealt with, and the keys it is bound to. */
sealed interface StoredRelease {

    Digest keys();

    record Answered(Digest keys, Signed release, Map<String, byte[]> keyFiles)
            implements StoredRelease {}

    record Refused(Digest keys, ProblemType problem, String detail) implements StoredRelease {}

    /** Neither yet: a custodian elsewhere has not looked at it, or let it lapse. */
    record Waiting(Digest keys) implements StoredRelease {}
}
