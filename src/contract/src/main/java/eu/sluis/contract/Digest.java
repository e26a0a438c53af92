package eu.sluis.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest, written {@code sha256:} and 64 lower-case hexadecimal digits. */
public record Digest(@JsonValue String text) {

    private static final String PREFIX = "sha256:";
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    @JsonCreator
    public Digest {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValue("a digest must be sha256: and 64 lower-case hex digits");
        }
    }

    /** Digests {@code bytes}. */
    public static Digest of(byte[] bytes) {
        return ofRaw(sha256().digest(bytes));
    }

    /** Wraps the 32 bytes that {@link #sha256()} yielded. */
    public static Digest ofRaw(byte[] raw) {
        return new Digest(PREFIX + HexFormat.of().formatHex(raw));
    }

    /** A fresh SHA-256 to be fed piecewise; hand its result to {@link #ofRaw}. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The 32 raw bytes. */
    public byte[] raw() {
        return HexFormat.of().parseHex(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return text;
    }
}
