package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a tenant. */
public record TenantId(UUID value) implements Comparable<TenantId> {

    /**
     * Reads the canonical text form.
     *
     * @throws InvalidValue if the text is not a lower-case UUID
     */
    @JsonCreator
    public static TenantId of(String text) {
        return new TenantId(Uuids.parse(text));
    }

    @Override
    public int compareTo(TenantId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
