package eu.sluis.gateway.clusters.slurm;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.InvalidValue;
import java.util.Optional;

/** The name of an attempt's job on Slurm, by which alone it is known. */
final class JobName {

    private static final String PREFIX = "sluis-";

    private JobName() {}

    static String of(AttemptId attempt) {
        return PREFIX + attempt;
    }

    static Optional<AttemptId> attempt(String name) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(AttemptId.of(name.substring(PREFIX.length())));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }
}
