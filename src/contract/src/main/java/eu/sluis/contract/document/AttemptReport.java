package eu.sluis.contract.document;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a runner tells the outside while it works, or why it stops; signed by its key.
 *
 * <p>It must not hold content: no paths, no output of the payload.
 *
 * @param problem the code of a problem type, when the phase is {@code REFUSED}
 */
public record AttemptReport(
        AttemptId attempt, RunnerPhase phase, Instant at, @Nullable String problem)
        implements Document {

    public AttemptReport {
        Require.present(attempt, "attempt");
        Require.present(phase, "phase");
        Require.present(at, "at");
        if (problem != null && !problem.matches("[a-z][a-z0-9-]{0,63}")) {
            throw new InvalidValue("problem must be the code of a problem type");
        }
    }
}
