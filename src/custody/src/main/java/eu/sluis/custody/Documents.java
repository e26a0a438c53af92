package eu.sluis.custody;

import eu.sluis.contract.Json;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.Document;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.SigningKey;
import eu.sluis.seal.VerifyingKey;

/**
 * Signs documents, and reads signed ones: the signature first, then the canonical form, then the
 * type.
 */
public final class Documents {

    private Documents() {}

    /** Signs the canonical bytes of {@code document}. */
    public static Signed sign(SigningKey key, Document document) {
        return key.sign(Json.canonical(document));
    }

    /**
     * Reads a document that {@code key} signed.
     *
     * @throws BadSignature if the signature is not the key's under these very bytes
     * @throws eu.sluis.contract.InvalidValue if the bytes are not the canonical form of a {@code
     *     type}, or {@code key} is no usable key
     */
    public static <T extends Document> T open(Signed signed, PublicKey key, Class<T> type)
            throws BadSignature {
        VerifyingKey.of(key).verify(signed);
        return Json.readCanonical(signed.document(), type);
    }
}
