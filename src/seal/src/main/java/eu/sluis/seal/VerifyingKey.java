package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifies Ed25519 signatures (RFC 8032, section 5.1.7, without the cofactor), strictly.
 *
 * <p>Keys of small or mixed order and non-canonical encodings of keys, of R and of S are refused,
 * so that a signature binds its signer to its document and cannot be altered into another valid
 * one. It holds no secret; safe for use by many threads.
 */
public final class VerifyingKey {

    private final byte[] point;

    private VerifyingKey(byte[] point) {
        this.point = point;
    }

    /**
     * The verifier for {@code key}.
     *
     * @throws InvalidValue if {@code key} is no point of the prime-order group, or not in its one
     *     encoding
     */
    public static VerifyingKey of(PublicKey key) {
        byte[] encoded = key.encoded();
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        System.arraycopy(encoded, encoded.length - point.length, point, 0, point.length);
        if (!Ed25519.validatePublicKeyFull(point, 0)) {
            throw new InvalidValue("the Ed25519 public key is not a usable key");
        }
        return new VerifyingKey(point);
    }

    /**
     * Returns if the signature is under exactly the document's bytes.
     *
     * @throws BadSignature otherwise
     */
    public void verify(Signed signed) throws BadSignature {
        verify(signed.document(), signed.signature());
    }

    /**
     * Returns if {@code signature} is under exactly these bytes.
     *
     * @throws BadSignature otherwise, also if it does not have 64 bytes
     */
    public void verify(byte[] document, byte[] signature) throws BadSignature {
        if (signature.length != Ed25519.SIGNATURE_SIZE
                || !Ed25519.verify(signature, 0, point, 0, document, 0, document.length)) {
            throw new BadSignature();
        }
    }
}
