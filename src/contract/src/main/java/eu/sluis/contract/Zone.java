package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A place in the tree of zones, from the outside in: {@code eu}, {@code eu/nl}, {@code eu/nl/ams}.
 *
 * <p>A zone contains itself and all below it.
 */
public record Zone(@JsonValue String path) implements Comparable<Zone> {

    private static final Pattern FORM =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,31}(/[a-z0-9][a-z0-9-]{0,31}){0,7}");

    @JsonCreator
    public Zone {
        if (!FORM.matcher(path).matches()) {
            throw new InvalidValue("a zone must look like eu/nl/ams: lower-case parts and slashes");
        }
    }

    /** Whether {@code other} is this zone or lies within it. */
    public boolean contains(Zone other) {
        return other.path.equals(path) || other.path.startsWith(path + "/");
    }

    @Override
    public int compareTo(Zone other) {
        return path.compareTo(other.path);
    }

    @Override
    public String toString() {
        return path;
    }
}
