package eu.sluis.gateway.datasets;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.PublicKey;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.tenants.RegisteredKey;
import eu.sluis.gateway.tenants.SigningKeys;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;

/** Ties the key under a document to the member who sends it. */
@ApplicationScoped
class Authors {

    private final SigningKeys keys;

    Authors(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * Passes if the member registered this key and it was not revoked.
     *
     * @throws ProblemException bad-signature otherwise
     */
    void requireOwn(Handle handle, Actor.Member member, PublicKey key) {
        boolean own =
                keys.find(handle, key.id())
                        .filter(registered -> registered.key().equals(key))
                        .filter(registered -> isOf(registered, member))
                        .isPresent();
        if (!own) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the key is not one that you registered");
        }
    }

    private static boolean isOf(RegisteredKey key, Actor.Member member) {
        return key.issuer().equals(member.issuer()) && key.subject().equals(member.subject());
    }
}
