package eu.sluis.contract.api;

import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Require;

/**
 * Registers a signing key for the caller.
 *
 * @param proof the signature of the key itself under the UTF-8 bytes {@code sluis.key.v1 } + issuer
 *     + a space + subject: shows that the caller holds the private half
 */
public record NewKey(PublicKey key, byte[] proof) {

    public NewKey {
        Require.present(key, "key");
        Require.present(proof, "proof");
    }

    /** The bytes that {@code proof} signs. */
    public static byte[] proven(String issuer, String subject) {
        return ("sluis.key.v1 " + issuer + " " + subject)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
