package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names an intent, which is also its idempotency key. */
public record IntentId(UUID value) implements Comparable<IntentId> {

    /**
     * Reads the canonical text form.
     *
     * @throws InvalidValue if the text is not a lower-case UUID
     */
    @JsonCreator
    public static IntentId of(String text) {
        return new IntentId(Uuids.parse(text));
    }

    @Override
    public int compareTo(IntentId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
