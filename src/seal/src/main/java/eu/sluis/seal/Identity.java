package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.nio.charset.StandardCharsets;

/**
 * What opens the age files sealed to its {@link #recipient}. {@link #toString} shows the recipient
 * only; {@link #close} wipes the secret, after which the identity opens nothing. Safe for use by
 * many threads until closed.
 */
public sealed interface Identity extends AutoCloseable
        permits HybridIdentity, X25519Identity, PassphraseIdentity {

    /** Generates a hybrid identity (ML-KEM-768 with X25519). */
    static Identity generate() {
        return HybridIdentity.takeOwnershipOf(Secrets.random(HybridKem.SECRET_LENGTH));
    }

    /** Generates a classic identity, for peers whose age does not know the hybrid one. */
    static Identity generateX25519() {
        return X25519Identity.takeOwnershipOf(Secrets.random(Curve25519.LENGTH));
    }

    /**
     * Reads {@code AGE-SECRET-KEY-PQ-1…} or {@code AGE-SECRET-KEY-1…}; the caller wipes {@code
     * ascii}.
     *
     * @throws InvalidValue if it is neither; the message never repeats the text
     */
    static Identity parse(byte[] ascii) {
        if (Bech32.startsWith(ascii, HybridIdentity.PREFIX + "1")) {
            return HybridIdentity.takeOwnershipOf(Bech32.decode(HybridIdentity.PREFIX, ascii));
        }
        if (Bech32.startsWith(ascii, X25519Identity.PREFIX + "1")) {
            return X25519Identity.takeOwnershipOf(Bech32.decode(X25519Identity.PREFIX, ascii));
        }
        throw new InvalidValue("an identity must begin with AGE-SECRET-KEY-");
    }

    /**
     * As {@link #parse(byte[])}, for text that is a String already and cannot be wiped.
     *
     * @throws InvalidValue as there
     */
    static Identity parse(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
        try {
            return parse(ascii);
        } finally {
            Secrets.wipe(ascii);
        }
    }

    /**
     * What opens and seals files under a passphrase; the caller wipes {@code utf8}. Such a file has
     * no other recipient. Limit: who holds the file can try passphrases, each at scrypt's cost.
     *
     * @throws InvalidValue if it is empty
     */
    static Identity ofPassphrase(byte[] utf8) {
        if (utf8.length == 0) {
            throw new InvalidValue("a passphrase cannot be empty");
        }
        return new PassphraseIdentity(Passphrase.takeOwnershipOf(utf8.clone()));
    }

    /**
     * The recipient that files are sealed to for this identity; usable after close, save that of a
     * passphrase.
     */
    Recipient recipient();

    /**
     * The identity's text in ASCII, or the passphrase, without a line end, in a fresh array that
     * the caller wipes.
     *
     * @throws IllegalStateException if the identity was closed
     */
    byte[] secret(SecretAccess access);

    /** Wipes the secret, as far as a JVM can. */
    @Override
    void close();
}
