package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a version of a dataset. */
public record VersionId(UUID value) implements Comparable<VersionId> {

    /**
     * Reads the canonical text form.
     *
     * @throws InvalidValue if the text is not a lower-case UUID
     */
    @JsonCreator
    public static VersionId of(String text) {
        return new VersionId(Uuids.parse(text));
    }

    @Override
    public int compareTo(VersionId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
