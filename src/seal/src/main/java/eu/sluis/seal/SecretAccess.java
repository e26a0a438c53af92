package eu.sluis.seal;

/**
 * The token without which no key leaves this package in readable form.
 *
 * <p>It grants nothing by itself; it makes every place that reads key bytes findable: search the
 * sources for {@code SecretAccess.REVEAL}.
 */
public enum SecretAccess {
    /**
     * The caller takes the bytes, keeps them out of logs, arguments and exceptions, and wipes them.
     */
    REVEAL
}
