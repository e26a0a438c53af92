package eu.sluis.cli.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the issuer gave: a token for the gateway, and for a person one to renew it with.
 *
 * @param expires when {@code access} ends, by our clock
 */
public record Tokens(String access, @Nullable String refresh, Instant expires) {

    @Override
    public String toString() {
        return "Tokens[until " + expires + ", withheld]";
    }
}
