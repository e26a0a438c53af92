package eu.sluis.cli.outcome;

import eu.sluis.contract.Clause;
import java.util.List;

/**
 * A command cannot go on; says what happened, what to do, and with which exit code.
 *
 * <p>Messages never hold a secret. Their first letter is small and they end without a full stop.
 */
public final class Failure extends RuntimeException {

    private final ExitCode code;
    private final String message;
    private final String hint;
    private final List<Clause> clauses;

    /**
     * A failure.
     *
     * @param hint what to do about it; empty if there is nothing to say
     */
    public Failure(ExitCode code, String message, String hint) {
        this(code, message, hint, List.of());
    }

    /** A failure with the clauses of policy behind it. */
    public Failure(ExitCode code, String message, String hint, List<Clause> clauses) {
        super(message, null, false, false);
        this.code = code;
        this.message = message;
        this.hint = hint;
        this.clauses = List.copyOf(clauses);
    }

    /** The command line asks for something that cannot be. */
    public static Failure usage(String message, String hint) {
        return new Failure(ExitCode.USAGE, message, hint);
    }

    /** Something else, on this side. */
    public static Failure other(String message, String hint) {
        return new Failure(ExitCode.OTHER, message, hint);
    }

    /** There is no such thing to the caller. */
    public static Failure notFound(String what) {
        return new Failure(
                ExitCode.NOT_FOUND,
                "there is no " + what + ", or it is not yours",
                "names and ids are shown by the list commands");
    }

    /** Nothing took effect; the same command may be given again. */
    public static Failure unavailable(String message) {
        return new Failure(ExitCode.UNAVAILABLE, message, "try again later, repeating is safe");
    }

    /** What arrived does not carry the signatures that it must; none of it is used. */
    public static Failure untrusted(String what) {
        return new Failure(
                ExitCode.OTHER,
                what,
                "none of it was used; report this to your security officer, with the date and time");
    }

    @Override
    public String getMessage() {
        return message;
    }

    public ExitCode code() {
        return code;
    }

    public String hint() {
        return hint;
    }

    public List<Clause> clauses() {
        return clauses;
    }
}
