package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an attempt: its name on the cluster, never a right. */
public record AttemptId(UUID value) implements Comparable<AttemptId> {

    /**
     * Reads the canonical text form.
     *
     * @throws InvalidValue if the text is not a lower-case UUID
     */
    @JsonCreator
    public static AttemptId of(String text) {
        return new AttemptId(Uuids.parse(text));
    }

    @Override
    public int compareTo(AttemptId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
