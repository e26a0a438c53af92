package eu.sluis.gateway.datasets;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.api.ObjectView;

/** What asking for room for an object came to. */
sealed interface Room {

    /**
     * There is room, and it is counted.
     *
     * @param least the kind of recipient that the dataset's label demands
     */
    record Reserved(ObjectRow row, Recipients least) implements Room {}

    /** These very bytes are stored already. */
    record There(ObjectView object) implements Room {}

    /** Policy refuses; to be thrown after the decision has committed. */
    record Refused(ProblemException problem) implements Room {}
}
