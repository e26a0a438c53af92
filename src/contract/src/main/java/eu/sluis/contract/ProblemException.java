package eu.sluis.contract;

import java.util.List;

/** A failure that the caller is told of as a {@link Problem}. */
public final class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final String detail;
    private final List<Clause> clauses;

    /**
     * A failure with a detail.
     *
     * @param detail shown to the caller: no secrets, nothing of another tenant, no foreign messages
     */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /** A refusal with the clauses behind it. */
    public ProblemException(ProblemType type, String detail, List<Clause> clauses) {
        super(detail);
        this.type = type;
        this.detail = detail;
        this.clauses = List.copyOf(clauses);
    }

    public ProblemType type() {
        return type;
    }

    /** What exactly, in words that may be shown to the caller. */
    public String detail() {
        return detail;
    }

    public List<Clause> clauses() {
        return clauses;
    }
}
