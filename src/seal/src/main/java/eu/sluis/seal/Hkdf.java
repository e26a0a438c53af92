package eu.sluis.seal;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA-256 with 32 bytes of output, the only form that age uses. Source: RFC 5869. */
final class Hkdf {

    private static final int LENGTH = 32;

    private Hkdf() {}

    static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
        try {
            HKDFParameterSpec.Builder extract =
                    HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt);
            return KDF.getInstance("HKDF-SHA256", "SunJCE")
                    .deriveData(extract.thenExpand(info, LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HKDF-SHA256 in SunJCE", e);
        }
    }
}
