package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import java.nio.charset.StandardCharsets;

/** Classic X25519. Source: C2SP age.md, section The X25519 recipient type. */
record X25519Recipient(String text) implements Recipient {

    static final String PREFIX = "age";

    X25519Recipient {
        byte[] key = keyIn(text);
        if (key.length != Curve25519.LENGTH || Curve25519.isLowOrder(key)) {
            throw new InvalidValue("the X25519 recipient is not a usable key");
        }
    }

    static X25519Recipient of(byte[] key) {
        return new X25519Recipient(
                new String(Bech32.encode(PREFIX, key), StandardCharsets.US_ASCII));
    }

    byte[] key() {
        return keyIn(text);
    }

    @Override
    public boolean postQuantum() {
        return false;
    }

    @Override
    public String toString() {
        return text;
    }

    private static byte[] keyIn(String text) {
        return Bech32.decode(PREFIX, text.getBytes(StandardCharsets.UTF_8));
    }
}
