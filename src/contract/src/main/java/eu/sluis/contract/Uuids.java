package eu.sluis.contract;

import java.util.UUID;
import java.util.regex.Pattern;

/** The one accepted spelling of a UUID, so that equal identifiers are equal bytes. */
final class Uuids {

    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Uuids() {}

    static UUID parse(String text) {
        if (!CANONICAL.matcher(text).matches()) {
            throw new InvalidValue("an identifier must be a lower-case UUID");
        }
        return UUID.fromString(text);
    }
}
