package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes and the Ed25519 signature under exactly these bytes.
 *
 * <p>On the wire both are standard base64. Nothing is known of either until {@code
 * VerifyingKey.verify} has returned.
 *
 * @param document canonical JSON (RFC 8785), at most 1 MiB
 * @param signature 64 bytes
 */
public record Signed(
        @JsonProperty("document") byte[] document, @JsonProperty("signature") byte[] signature) {

    public static final int MAX_DOCUMENT_BYTES = 1 << 20;

    @JsonCreator
    public Signed {
        if (document.length == 0 || document.length > MAX_DOCUMENT_BYTES) {
            throw new InvalidValue("a signed document must have 1 byte to 1 MiB");
        }
        if (signature.length != 64) {
            throw new InvalidValue("an Ed25519 signature has 64 bytes");
        }
        document = document.clone();
        signature = signature.clone();
    }

    @Override
    public byte[] document() {
        return document.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    /** The digest of the document's bytes. */
    public Digest digest() {
        return Digest.of(document);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signed that
                && Arrays.equals(document, that.document)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(document);
    }

    @Override
    public String toString() {
        return "Signed[" + digest() + ", " + Base64.getEncoder().encodeToString(signature) + "]";
    }
}
