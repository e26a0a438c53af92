package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.util.List;

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

    /**
     * Reads a recipients file, as {@code age -R} does: one recipient a line; empty lines, and lines
     * that begin with {@code #}, are skipped.
     *
     * @throws InvalidValue if a line is none of these, or there is no recipient
     */
    static List<Recipient> parseAll(String file) {
        List<Recipient> recipients =
                file.lines()
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(Recipient::parse)
                        .toList();
        if (recipients.isEmpty()) {
            throw new InvalidValue("a recipients file must hold a recipient");
        }
        return recipients;
    }

    /** Whether files sealed to it stay closed to a quantum computer. */
    boolean postQuantum();
}
