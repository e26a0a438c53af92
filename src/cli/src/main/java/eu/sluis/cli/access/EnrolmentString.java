package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.document.Enrolment;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line that an operator gives to a tenant: where the enrolment document is, and its digest.
 *
 * <p>Form: {@code sluis://HOST[:PORT]/ALIAS#sha256:HEX}. It holds no secret, but whoever can change
 * it on the way decides what the client trusts.
 *
 * @param authority host, and port if it is not 443
 * @param alias names the document at the gateway
 * @param digest of the document's exact bytes
 */
public record EnrolmentString(String authority, String alias, Digest digest) {

    private static final Pattern FORM =
            Pattern.compile(
                    "sluis://([A-Za-z0-9.-]+(?::[0-9]{1,5})?)/([A-Za-z0-9-]{1,64})#(sha256:[0-9a-f]{64})");

    /**
     * Reads an enrolment string.
     *
     * @throws Failure with USAGE if it is none
     */
    public static EnrolmentString parse(String text) {
        Matcher match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw Failure.usage(
                    "this is not an enrolment string",
                    "it looks like sluis://host:port/alias#sha256:… and your operator has it; put it in quotes");
        }
        return new EnrolmentString(match.group(1), match.group(2), new Digest(match.group(3)));
    }

    /** Where the document is. */
    public URI location() {
        return URI.create("https://" + authority + "/v1/enrolments/" + alias);
    }

    /**
     * Reads the document, after its bytes were found to be the pinned ones.
     *
     * @throws Failure if the digest differs, or the document is not a canonical enrolment
     */
    public Enrolment open(byte[] document) {
        if (!Digest.of(document).equals(digest)) {
            throw Failure.untrusted(
                    "the gateway's enrolment document is not the one that the enrolment string pins");
        }
        try {
            return Json.readCanonical(document, Enrolment.class);
        } catch (InvalidValue e) {
            throw Failure.other(
                    "the enrolment document cannot be read: " + e.getMessage(),
                    "use a sluis of the gateway's version");
        }
    }
}
