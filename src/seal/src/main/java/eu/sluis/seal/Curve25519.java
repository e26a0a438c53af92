package eu.sluis.seal;

import org.bouncycastle.math.ec.rfc7748.X25519;

/** The function X25519. Source: RFC 7748. */
final class Curve25519 {

    static final int LENGTH = X25519.POINT_SIZE;

    private Curve25519() {}

    static byte[] publicKey(byte[] scalar) {
        byte[] point = new byte[LENGTH];
        X25519.generatePublicKey(scalar, 0, point, 0);
        return point;
    }

    /** Whether each scalar takes {@code point} to zero, so that a "shared secret" is none. */
    static boolean isLowOrder(byte[] point) {
        byte[] anyScalar = new byte[LENGTH];
        return !X25519.calculateAgreement(anyScalar, 0, point, 0, new byte[LENGTH], 0);
    }

    /** The shared secret; {@code point} must not be of low order. */
    static byte[] agree(byte[] scalar, byte[] point) {
        byte[] secret = new byte[LENGTH];
        if (!X25519.calculateAgreement(scalar, 0, point, 0, secret, 0)) {
            throw new IllegalStateException("a point of low order was let through");
        }
        return secret;
    }
}
