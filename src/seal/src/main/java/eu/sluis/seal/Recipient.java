package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;

/**
 * Whom an age file is sealed to: the public half of an {@link Identity}. A value; {@link #toString}
 * is its {@code age1…} text, and recipients of the same text are equal. That of a passphrase holds
 * the secret, has no text of its own and cannot be parsed.
 */
public sealed interface Recipient permits HybridRecipient, X25519Recipient, PassphraseRecipient {

    /**
     * Reads a recipient: {@code age1pq1…} (hybrid) or {@code age1…} (classic X25519).
     *
     * @throws InvalidValue if {@code text} is neither, or names a key that would protect nothing
     */
    static Recipient parse(String text) {
        if (text.startsWith(HybridRecipient.PREFIX + "1")) {
            return new HybridRecipient(text);
        }
        if (text.startsWith(X25519Recipient.PREFIX + "1")) {
            return new X25519Recipient(text);
        }
        throw new InvalidValue("a recipient must begin with age1pq1 or age1");
    }

    /** Whether files sealed to it stay closed to a quantum computer. */
    boolean postQuantum();
}
