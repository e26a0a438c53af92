package eu.sluis.seal;

import java.io.IOException;

/**
 * Sealed bytes did not open.
 *
 * <p>The message is always the same and says nothing of the bytes. {@link #reason()} is for tests
 * and for the operator's log, not for whoever sent the bytes.
 */
public final class OpenFailure extends IOException {

    /** Where opening stopped. Source: C2SP CCTV age vectors, key {@code expect}. */
    public enum Reason {
        /**
         * The header does not have the form of age v1, or a stanza breaks the rules of its type.
         */
        HEADER,
        /** No stanza opened with the identities at hand. */
        NO_MATCH,
        /** A file key was found, but the header's MAC is not under it. */
        HMAC,
        /** A chunk, or a wrapped secret, was changed, moved or cut off. */
        PAYLOAD,
        /** The ASCII armor is not strict PEM. */
        ARMOR
    }

    private final Reason reason;

    OpenFailure(Reason reason) {
        super("the sealed data does not open: it is for another key, or it was changed");
        this.reason = reason;
    }

    /** Where opening stopped. */
    public Reason reason() {
        return reason;
    }
}
