package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;

/** The 32-byte seed of an ML-KEM-768 with X25519 key pair. */
final class HybridIdentity implements Identity {

    static final String PREFIX = "AGE-SECRET-KEY-PQ-";

    private final SecretKeyBytes seed;
    private final HybridRecipient recipient;

    private HybridIdentity(byte[] seed) {
        this.recipient = HybridRecipient.of(HybridKem.publicKey(seed));
        this.seed = SecretKeyBytes.takeOwnershipOf(seed);
    }

    static HybridIdentity takeOwnershipOf(byte[] seed) {
        if (seed.length != HybridKem.SECRET_LENGTH) {
            throw new InvalidValue("a hybrid identity holds 32 bytes");
        }
        return new HybridIdentity(seed);
    }

    byte[] seed() {
        return seed.copy();
    }

    @Override
    public Recipient recipient() {
        return recipient;
    }

    @Override
    public byte[] secret(SecretAccess access) {
        byte[] bytes = seed();
        try {
            return Bech32.encode(PREFIX, bytes);
        } finally {
            Secrets.wipe(bytes);
        }
    }

    @Override
    public void close() {
        seed.close();
    }

    @Override
    public String toString() {
        return "Identity[" + recipient + "]";
    }
}
