package eu.sluis.seal;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * ChaCha20-Poly1305 of the JDK. The provider is named, because another one first in the list is ten
 * times slower.
 */
final class Aead {

    static final int TAG_LENGTH = 16;
    static final int NONCE_LENGTH = 12;

    private Aead() {}

    static Cipher cipher() {
        try {
            return Cipher.getInstance("ChaCha20-Poly1305", "SunJCE");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks ChaCha20-Poly1305 in SunJCE", e);
        }
    }

    /** Seals under a key that is used once, with the all-zero nonce. */
    static byte[] sealOnce(byte[] key, byte[] plain) {
        try {
            return withZeroNonce(Cipher.ENCRYPT_MODE, key, plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing 16 bytes cannot fail", e);
        }
    }

    /** Opens what {@link #sealOnce} sealed; null if the key is another one. */
    static byte @Nullable [] openOnce(byte[] key, byte[] sealed) {
        try {
            return withZeroNonce(Cipher.DECRYPT_MODE, key, sealed);
        } catch (AEADBadTagException otherKey) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening fails by its tag only", e);
        }
    }

    private static byte[] withZeroNonce(int mode, byte[] key, byte[] in)
            throws GeneralSecurityException {
        Cipher cipher = cipher();
        IvParameterSpec zero = new IvParameterSpec(new byte[NONCE_LENGTH]);
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), zero);
        return cipher.doFinal(in);
    }
}
