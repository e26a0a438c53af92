package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An Ed25519 public key: standard base64 of its 44-byte SubjectPublicKeyInfo, as {@code openssl
 * pkey -pubout -outform DER | base64 -w0} prints it (RFC 8410).
 */
public record PublicKey(@JsonValue String base64) {

    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    @JsonCreator
    public PublicKey {
        byte[] der;
        try {
            der = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("a public key must be base64");
        }
        boolean ed25519 =
                der.length == 44 && Arrays.equals(Arrays.copyOf(der, PREFIX.length), PREFIX);
        if (!ed25519 || !Base64.getEncoder().encodeToString(der).equals(base64)) {
            throw new InvalidValue(
                    "a public key must be the base64 of an Ed25519 SubjectPublicKeyInfo");
        }
    }

    /** Names the key: the digest of its SubjectPublicKeyInfo. */
    public Digest id() {
        return Digest.of(encoded());
    }

    /** The 44 bytes of the SubjectPublicKeyInfo. */
    public byte[] encoded() {
        return Base64.getDecoder().decode(base64);
    }

    @Override
    public String toString() {
        return base64;
    }
}
