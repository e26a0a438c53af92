package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a project. */
public record ProjectId(UUID value) implements Comparable<ProjectId> {

    /**
     * Reads the canonical text form.
     *
     * @throws InvalidValue if the text is not a lower-case UUID
     */
    @JsonCreator
    public static ProjectId of(String text) {
        return new ProjectId(Uuids.parse(text));
    }

    @Override
    public int compareTo(ProjectId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
