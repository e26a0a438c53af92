package eu.sluis.gateway.tenants;

import eu.sluis.contract.Digest;
import eu.sluis.contract.PublicKey;

/**
 * A signing key of a member, not revoked.
 *
 * @param issuer with {@code subject} whose it is
 */
public record RegisteredKey(PublicKey key, String issuer, String subject) {

    /** What intents name it by. */
    public Digest id() {
        return key.id();
    }
}
