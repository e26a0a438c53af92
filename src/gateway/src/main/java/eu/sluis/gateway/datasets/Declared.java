package eu.sluis.gateway.datasets;

import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a body before it comes. Source: RFC 9110, section 8.6; RFC 9530, section 2.
 *
 * @param bytes its exact length
 * @param digest its SHA-256
 */
public record Declared(long bytes, Digest digest) {

    private static final Pattern SHA_256 =
            Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):\\s*(?:,|$)");

    /**
     * Reads the two headers.
     *
     * @throws ProblemException length-required without a length
     * @throws InvalidValue if the length is malformed, or there is no one SHA-256
     */
    public static Declared of(@Nullable String contentLength, @Nullable String contentDigest) {
        if (contentLength == null) {
            throw new ProblemException(
                    ProblemType.LENGTH_REQUIRED, "an object needs Content-Length");
        }
        if (!contentLength.matches("[0-9]{1,18}")) {
            throw new InvalidValue("Content-Length must be a decimal number");
        }
        Matcher found = SHA_256.matcher(contentDigest == null ? "" : contentDigest);
        if (!found.find()) {
            throw new InvalidValue("Content-Digest must hold sha-256=:BASE64: (RFC 9530)");
        }
        byte[] raw = Base64.getDecoder().decode(found.group(1));
        if (found.find()) {
            throw new InvalidValue("Content-Digest must hold one sha-256");
        }
        return new Declared(Long.parseLong(contentLength), Digest.ofRaw(raw));
    }
}
