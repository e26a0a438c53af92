package eu.sluis.gateway.platform;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of {@code Idempotency-Key}: 1 to 64 of {@code A-Za-z0-9_-}. */
public record IdempotencyKey(String value) {

    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValue("Idempotency-Key must be 1 to 64 of A-Za-z0-9_-");
        }
    }

    /**
     * Reads the header.
     *
     * @throws InvalidValue if it is absent or malformed
     */
    public static IdempotencyKey of(@Nullable String header) {
        return new IdempotencyKey(Require.present(header, HEADER));
    }
}
