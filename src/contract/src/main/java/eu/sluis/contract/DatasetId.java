package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a dataset (a case is one too). */
public record DatasetId(UUID value) implements Comparable<DatasetId> {

    /**
     * Reads the canonical text form.
     *
     * @throws InvalidValue if the text is not a lower-case UUID
     */
    @JsonCreator
    public static DatasetId of(String text) {
        return new DatasetId(Uuids.parse(text));
    }

    @Override
    public int compareTo(DatasetId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
