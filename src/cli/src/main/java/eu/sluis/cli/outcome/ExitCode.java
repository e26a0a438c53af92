package eu.sluis.cli.outcome;

import eu.sluis.contract.ProblemType;

/** How the process ends; the one table from problems to exit codes (src/docs/cli.md). */
public enum ExitCode {
    OK(0),
    /** Something else: the message says what. Repeating gives the same. */
    OTHER(1),
    /** The command line is wrong; nothing was sent. */
    USAGE(2),
    /** A policy, a role or the custodian refuses. */
    REFUSED(3),
    /** There is no such thing, or it is another tenant's. */
    NOT_FOUND(4),
    /** A part does not answer or has no room; repeating the command is safe. */
    UNAVAILABLE(5),
    /** It may have taken effect; repeating the command could do it twice. */
    OUTCOME_UNKNOWN(6);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the shell sees. */
    public int number() {
        return number;
    }

    /** The exit code for a problem that the gateway reports. */
    public static ExitCode of(ProblemType type) {
        return switch (type) {
            case INVALID_REQUEST -> USAGE;
            case FORBIDDEN, REFUSED_BY_POLICY, EVIDENCE_REQUIRED, CUSTODY_REFUSED, RELEASE_ENDED ->
                    REFUSED;
            case NOT_FOUND -> NOT_FOUND;
            case UNAVAILABLE, STORE_FULL, TOO_MANY_REQUESTS, DIGEST_MISMATCH -> UNAVAILABLE;
            case OUTCOME_UNKNOWN -> OUTCOME_UNKNOWN;
            case UNAUTHENTICATED,
                    MALFORMED_PATH,
                    CONFLICT,
                    IDEMPOTENCY_KEY_REUSED,
                    SLOT_TAKEN,
                    STALE_FENCE,
                    LENGTH_REQUIRED,
                    RANGE_NOT_SATISFIABLE,
                    TOO_LARGE,
                    NOT_SEALED,
                    BAD_SIGNATURE,
                    BAD_DOCUMENT,
                    INTENT_EXPIRED,
                    DOES_NOT_FIT,
                    INTERNAL_ERROR ->
                    OTHER;
        };
    }
}
