package eu.sluis.cli.gateway;

import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;

/** What it means if a request was sent and no answer came. */
enum Lost {
    /** The same command may be given again. */
    HARMLESS,
    /** Given again, the command could do the thing twice. */
    UNKNOWN;

    Failure failure() {
        return switch (this) {
            case HARMLESS -> Failure.unavailable("the gateway does not answer");
            case UNKNOWN ->
                    new Failure(
                            ExitCode.OUTCOME_UNKNOWN,
                            "the gateway's answer was lost, it is not known whether this took effect",
                            "do not repeat the command; look first with the list and show commands");
        };
    }

    /** What {@code otherwise} means for an answer that is not the gateway's, or not readable. */
    Failure unless(Failure otherwise) {
        return this == UNKNOWN ? failure() : otherwise;
    }
}
