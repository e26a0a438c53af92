package eu.sluis.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The 16 bytes that one age file is sealed under. Source: C2SP age.md, section File key. */
final class FileKey implements AutoCloseable {

    static final int LENGTH = 16;

    private static final byte[] HEADER = "header".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_SALT = {};

    private final byte[] bytes;

    private FileKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static FileKey generate() {
        return new FileKey(Secrets.random(LENGTH));
    }

    /** Wraps 16 bytes, which {@link #close} will wipe. */
    static FileKey takeOwnershipOf(byte[] bytes) throws OpenFailure {
        if (bytes.length != LENGTH) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        return new FileKey(bytes);
    }

    /** The key itself, not a copy: for the recipients that wrap it. */
    byte[] bytes() {
        return bytes;
    }

    /** The MAC over a header up to and including its {@code ---}. */
    byte[] headerMac(byte[] authenticated) {
        byte[] key = Hkdf.derive(bytes, NO_SALT, HEADER);
        try {
            return hmac(key, authenticated);
        } finally {
            Secrets.wipe(key);
        }
    }

    /** HMAC-SHA-256. Source: RFC 2104. */
    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256 in SunJCE", e);
        }
    }

    SecretKey payloadKey(byte[] nonce) {
        byte[] key = Hkdf.derive(bytes, nonce, PAYLOAD);
        try {
            return new SecretKeySpec(key, "ChaCha20");
        } finally {
            Secrets.wipe(key);
        }
    }

    @Override
    public void close() {
        Secrets.wipe(bytes);
    }
}
