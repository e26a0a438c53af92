package eu.sluis.cli.outcome;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Problem;
import eu.sluis.contract.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes a {@link Failure} of a {@link Problem} that the gateway reports. */
public final class Problems {

    private Problems() {}

    /** The failure that tells of {@code problem}; a type that we do not know ends with OTHER. */
    public static Failure failure(Problem problem) {
        Optional<ProblemType> type = type(problem);
        List<Clause> clauses = problem.clauses() == null ? List.of() : problem.clauses();
        return new Failure(
                type.map(ExitCode::of).orElse(ExitCode.OTHER),
                Phrase.of(problem.title()) + detail(problem) + incident(problem),
                type.filter(t -> t == ProblemType.UNAUTHENTICATED)
                        .map(t -> "log in again: sluis login with your enrolment string")
                        .orElse(Phrase.of(problem.action())),
                clauses);
    }

    private static Optional<ProblemType> type(Problem problem) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.uri().equals(problem.type()))
                .findFirst();
    }

    private static String detail(Problem problem) {
        boolean says = !problem.detail().isBlank() && !problem.detail().equals(problem.title());
        return says ? ": " + Phrase.of(problem.detail()) : "";
    }

    private static String incident(Problem problem) {
        return problem.incident() == null ? "" : " (incident " + problem.incident() + ")";
    }
}
