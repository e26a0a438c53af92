package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key-encryption key: wraps small secrets with AES-256-GCM, bound to data that must be the same
 * when they are unwrapped. Safe for use by many threads until closed.
 *
 * <p>A wrapped secret is a random 96-bit nonce, the ciphertext and a 128-bit tag. Limit: one key
 * wraps at most 2^32 secrets (NIST SP 800-38D, section 8.3). Source: src/docs/formats/seal.md.
 */
public final class WrappingKey implements AutoCloseable {

    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;

    private final SecretKeyBytes key;

    private WrappingKey(byte[] key) {
        this.key = SecretKeyBytes.takeOwnershipOf(key);
    }

    /** Generates a key. */
    public static WrappingKey generate() {
        return new WrappingKey(Secrets.random(KEY_LENGTH));
    }

    /**
     * The key of these 32 bytes, which the caller wipes.
     *
     * @throws InvalidValue if there are not 32
     */
    public static WrappingKey copyOf(byte[] bytes) {
        if (bytes.length != KEY_LENGTH) {
            throw new InvalidValue("a wrapping key has 32 bytes");
        }
        return new WrappingKey(bytes.clone());
    }

    /**
     * The key's 32 bytes, in a fresh array that the caller wipes.
     *
     * @throws IllegalStateException if the key was closed
     */
    public byte[] secret(SecretAccess access) {
        return key.copy();
    }

    /**
     * Wraps {@code secret}, bound to {@code aad}: 28 bytes longer than it.
     *
     * @throws IllegalStateException if the key was closed
     */
    public byte[] wrap(byte[] secret, byte[] aad) {
        byte[] nonce = Secrets.random(NONCE_LENGTH);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, aad);
            byte[] wrapped =
                    Arrays.copyOf(nonce, NONCE_LENGTH + cipher.getOutputSize(secret.length));
            cipher.doFinal(secret, 0, secret.length, wrapped, NONCE_LENGTH);
            return wrapped;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("wrapping a secret failed", e);
        }
    }

    /**
     * The secret that {@link #wrap} wrapped, in a fresh array that the caller wipes.
     *
     * @throws OpenFailure PAYLOAD if the key or {@code aad} is another one, or the bytes were
     *     changed
     * @throws IllegalStateException if the key was closed
     */
    public byte[] unwrap(byte[] wrapped, byte[] aad) throws OpenFailure {
        if (wrapped.length < NONCE_LENGTH + TAG_LENGTH) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        }
        try {
            byte[] nonce = Arrays.copyOf(wrapped, NONCE_LENGTH);
            return cipher(Cipher.DECRYPT_MODE, nonce, aad)
                    .doFinal(wrapped, NONCE_LENGTH, wrapped.length - NONCE_LENGTH);
        } catch (AEADBadTagException e) {
            throw new OpenFailure(OpenFailure.Reason.PAYLOAD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("unwrapping fails by its tag only", e);
        }
    }

    /** Wipes the key, as far as a JVM can. */
    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "WrappingKey[secret]";
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] aad) throws GeneralSecurityException {
        byte[] bytes = key.copy();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
            GCMParameterSpec parameters = new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce);
            cipher.init(mode, new SecretKeySpec(bytes, "AES"), parameters);
            cipher.updateAAD(aad);
            return cipher;
        } finally {
            Secrets.wipe(bytes);
        }
    }
}
