package eu.sluis.gateway.platform;

import eu.sluis.contract.Require;
import org.jspecify.annotations.Nullable;

/** How many items a page holds: 1 to 200. */
public record Limit(int rows) {

    private static final int MOST = 200;
    private static final int USUAL = 50;

    public Limit {
        Require.within(rows, 1, MOST, "limit");
    }

    /**
     * Reads {@code ?limit=}; absent means 50.
     *
     * @throws eu.sluis.contract.InvalidValue if it lies outside 1 to 200
     */
    public static Limit of(@Nullable Integer parameter) {
        return new Limit(parameter == null ? USUAL : parameter);
    }
}
