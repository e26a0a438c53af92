package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;

/** The 32-byte scalar of an X25519 key pair. */
final class X25519Identity implements Identity {

    static final String PREFIX = "AGE-SECRET-KEY-";

    private final SecretKeyBytes scalar;
    private final X25519Recipient recipient;

    private X25519Identity(byte[] scalar) {
        this.recipient = X25519Recipient.of(Curve25519.publicKey(scalar));
        this.scalar = SecretKeyBytes.takeOwnershipOf(scalar);
    }

    static X25519Identity takeOwnershipOf(byte[] scalar) {
        if (scalar.length != Curve25519.LENGTH) {
            throw new InvalidValue("an X25519 identity holds 32 bytes");
        }
        return new X25519Identity(scalar);
    }

    byte[] scalar() {
        return scalar.copy();
    }

    @Override
    public Recipient recipient() {
        return recipient;
    }

    @Override
    public byte[] secret(SecretAccess access) {
        byte[] bytes = scalar();
        try {
            return Bech32.encode(PREFIX, bytes);
        } finally {
            Secrets.wipe(bytes);
        }
    }

    @Override
    public void close() {
        scalar.close();
    }

    @Override
    public String toString() {
        return "Identity[" + recipient + "]";
    }
}
