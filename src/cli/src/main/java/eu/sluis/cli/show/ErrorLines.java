package eu.sluis.cli.show;

import eu.sluis.cli.outcome.Failure;
import java.io.PrintWriter;

/** The lines on stderr that tell of a failure; the same for every command. */
public final class ErrorLines {

    private ErrorLines() {}

    /** Prints the error, the clauses of policy behind it, and what to do. */
    public static void print(PrintWriter err, Failure failure) {
        line(err, "error", failure.getMessage());
        failure.clauses().forEach(c -> line(err, "clause", c.clause() + ": " + c.reason()));
        if (!failure.hint().isEmpty()) {
            line(err, "hint", failure.hint());
        }
        err.flush();
    }

    /** Prints one line of the given kind. */
    public static void line(PrintWriter err, String kind, String text) {
        err.println("sluis: " + kind + ": " + PlainText.of(text));
    }
}
