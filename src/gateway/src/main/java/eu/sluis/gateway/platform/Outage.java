package eu.sluis.gateway.platform;

import java.sql.SQLException;

/** Tells failures of the database that pass from flaws of ours. Source: PostgreSQL, appendix A. */
final class Outage {

    /** The pool's own failures have no state. */
    private static final String OF_THE_POOL = "pool";

    private Outage() {}

    /**
     * Whether the database could not be reached, or ended the transaction for the sake of others:
     * nothing was done, and it may be asked for again.
     */
    static boolean passes(Throwable e) {
        return state(e).matches("08...|53...|57P..|25P03|40001|40P01|" + OF_THE_POOL);
    }

    /** Whether the connection broke: of a commit it is not known then whether it was made. */
    static boolean answerLost(Throwable e) {
        return state(e).matches("08...|57P..|" + OF_THE_POOL);
    }

    /** The SQLSTATE behind {@code e}, or a word for what has none. */
    static String state(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null ? OF_THE_POOL : sql.getSQLState();
            }
        }
        return "none";
    }
}
