package eu.sluis.gateway.datasets;

import eu.sluis.contract.Role;
import java.util.Locale;

/** What a dataset is for, and who writes it. */
public enum DatasetKind {
    /** Data that stewards put there. */
    DATASET(Role.STEWARD),
    /** One job's bundle, logs and outputs. */
    CASE(Role.SUBMITTER);

    private final Role writer;

    DatasetKind(Role writer) {
        this.writer = writer;
    }

    /** The role whose members write versions of it. */
    public Role writer() {
        return writer;
    }

    /** The word for it on the wire and in the table. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DatasetKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
