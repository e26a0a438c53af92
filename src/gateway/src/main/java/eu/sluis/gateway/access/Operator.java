package eu.sluis.gateway.access;

/**
 * An operator in the course of a request.
 *
 * @param token the operator's own access token, to be forwarded to the issuer and nowhere else
 */
public record Operator(String subject, String token) {

    @Override
    public String toString() {
        return "Operator[" + subject + ", token withheld]";
    }
}
