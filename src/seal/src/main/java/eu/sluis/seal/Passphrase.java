package eu.sluis.seal;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A passphrase, which both seals and opens. Source: C2SP age.md, section The scrypt recipient type.
 */
final class Passphrase implements AutoCloseable {

    static final int SALT_LENGTH = 16;

    /** Asks for 1 GiB of memory; a sender cannot ask for more. */
    static final int MAX_WORK_FACTOR = 20;

    private static final byte[] INFO =
            "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCK_SIZE = 8;
    private static final int KEY_LENGTH = 32;

    private final SecretKeyBytes utf8;

    private Passphrase(byte[] utf8) {
        this.utf8 = SecretKeyBytes.takeOwnershipOf(utf8);
    }

    static Passphrase takeOwnershipOf(byte[] utf8) {
        return new Passphrase(utf8);
    }

    byte[] copy() {
        return utf8.copy();
    }

    /** The key for a salt and the base-two logarithm of a work factor. */
    byte[] wrapKey(byte[] salt, int workFactor) {
        byte[] secret = utf8.copy();
        try {
            return scrypt(secret, Secrets.join(INFO, salt), workFactor);
        } finally {
            Secrets.wipe(secret);
        }
    }

    /** 32 bytes of scrypt with r = 8, p = 1. Source: RFC 7914. */
    static byte[] scrypt(byte[] secret, byte[] salt, int workFactor) {
        return SCrypt.generate(secret, salt, 1 << workFactor, BLOCK_SIZE, 1, KEY_LENGTH);
    }

    @Override
    public void close() {
        utf8.close();
    }
}
