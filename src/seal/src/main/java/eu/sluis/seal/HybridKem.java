package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.jspecify.annotations.Nullable;

/**
 * HPKE base mode with MLKEM768-X25519 (X-Wing), HKDF-SHA256 and ChaCha20-Poly1305, by Bouncy
 * Castle.
 *
 * <p>Source: C2SP age.md, section mlkem768x25519 recipient stanza; RFC 9180, section 6.1.
 */
final class HybridKem {

    static final int SECRET_LENGTH = 32;
    static final int ENCAPSULATED_LENGTH = 1120;

    private static final int ML_KEM_KEY_LENGTH = 1184;
    private static final int PUBLIC_LENGTH = ML_KEM_KEY_LENGTH + Curve25519.LENGTH;
    private static final int ML_KEM_SEED_LENGTH = 32;
    private static final int ML_KEM_MODULUS = 3329;
    private static final byte[] INFO =
            "age-encryption.org/mlkem768x25519".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_AAD = {};

    /** What a sender makes: the encapsulated key and the wrapped file key. */
    record Wrapped(byte[] encapsulated, byte[] body) {}

    private HybridKem() {}

    static byte[] publicKey(byte[] seed) {
        return hpke().serializePublicKey(keyPair(seed).getPublic());
    }

    /**
     * Checks what FIPS 203, section 7.2 asks of an encapsulation key, and that the X25519 half is
     * not of low order.
     *
     * @throws InvalidValue otherwise
     */
    static void checkPublicKey(byte[] key) {
        if (key.length != PUBLIC_LENGTH
                || !isReduced(key)
                || Curve25519.isLowOrder(curveHalf(key, ML_KEM_KEY_LENGTH))) {
            throw new InvalidValue("the hybrid recipient is not a usable key");
        }
    }

    static Wrapped wrap(byte[] publicKey, byte[] fileKey) {
        HPKE hpke = hpke();
        try {
            HPKEContextWithEncapsulation sender =
                    hpke.setupBaseS(hpke.deserializePublicKey(publicKey), INFO);
            return new Wrapped(sender.getEncapsulation(), sender.seal(NO_AAD, fileKey));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing 16 bytes cannot fail", e);
        }
    }

    /**
     * Opens what {@link #wrap} made; null if it was made for another key.
     *
     * @throws OpenFailure if the X25519 half of {@code encapsulated} is of low order
     */
    static byte @Nullable [] unwrap(byte[] seed, byte[] encapsulated, byte[] body)
            throws OpenFailure {
        if (Curve25519.isLowOrder(
                curveHalf(encapsulated, ENCAPSULATED_LENGTH - Curve25519.LENGTH))) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        try {
            return hpke().setupBaseR(encapsulated, keyPair(seed), INFO).open(NO_AAD, body);
        } catch (InvalidCipherTextException otherKey) {
            return null;
        }
    }

    private static HPKE hpke() {
        return new HPKE(
                HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    private static AsymmetricCipherKeyPair keyPair(byte[] seed) {
        return hpke().deserializePrivateKey(seed, null);
    }

    private static byte[] curveHalf(byte[] both, int start) {
        return Arrays.copyOfRange(both, start, both.length);
    }

    /** Whether each 12-bit coefficient is below the modulus. */
    private static boolean isReduced(byte[] key) {
        for (int i = 0; i < ML_KEM_KEY_LENGTH - ML_KEM_SEED_LENGTH; i += 3) {
            int three = (key[i] & 0xff) | (key[i + 1] & 0xff) << 8 | (key[i + 2] & 0xff) << 16;
            if ((three & 0xfff) >= ML_KEM_MODULUS || three >>> 12 >= ML_KEM_MODULUS) {
                return false;
            }
        }
        return true;
    }
}
