package eu.sluis.seal;

import java.util.Base64;

/**
 * Standard base64 without padding, canonical only: each byte string has one text. Source: C2SP
 * age.md, section Conventions.
 */
final class RawBase64 {

    private RawBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The number of characters that {@code bytes} bytes take. */
    static int length(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    static byte[] decode(String text) throws OpenFailure {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        if (!encode(bytes).equals(text)) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        return bytes;
    }

    /** Decodes exactly {@code length} bytes. */
    static byte[] decode(String text, int length) throws OpenFailure {
        byte[] bytes = decode(text);
        if (bytes.length != length) {
            throw new OpenFailure(OpenFailure.Reason.HEADER);
        }
        return bytes;
    }
}
