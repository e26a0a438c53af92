package eu.sluis.seal;

import java.nio.charset.StandardCharsets;

/**
 * ML-KEM-768 with X25519. Source: C2SP age.md, section The MLKEM768-X25519 hybrid post-quantum
 * recipient type.
 */
record HybridRecipient(String text) implements Recipient {

    static final String PREFIX = "age1pq";

    HybridRecipient {
        HybridKem.checkPublicKey(keyIn(text));
    }

    static HybridRecipient of(byte[] key) {
        return new HybridRecipient(
                new String(Bech32.encode(PREFIX, key), StandardCharsets.US_ASCII));
    }

    byte[] key() {
        return keyIn(text);
    }

    @Override
    public boolean postQuantum() {
        return true;
    }

    @Override
    public String toString() {
        return text;
    }

    private static byte[] keyIn(String text) {
        return Bech32.decode(PREFIX, text.getBytes(StandardCharsets.UTF_8));
    }
}
