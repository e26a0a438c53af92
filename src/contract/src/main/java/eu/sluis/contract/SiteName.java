package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names a site: 1 to 32 lower-case letters, digits and hyphens, a letter first. */
public record SiteName(@JsonValue String value) implements Comparable<SiteName> {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    @JsonCreator
    public SiteName {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValue(
                    "a site name must be 1 to 32 lower-case letters, digits or hyphens");
        }
    }

    @Override
    public int compareTo(SiteName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
