package eu.sluis.gateway.tenants;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.api.NewKey;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.VerifyingKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The keys that members sign intents with, registered for (issuer, subject).
 *
 * <p>Limit: a key is registered with a token, so whoever can forge tokens can register one, until
 * the tenant itself confirms keys (src/docs/threat-model.md).
 */
@ApplicationScoped
public class SigningKeys {

    private final Audit audit;

    SigningKeys(Audit audit) {
        this.audit = audit;
    }

    /**
     * The key of this id, if a member of the tenant registered it and it was not revoked, and the
     * member still exists.
     */
    public Optional<RegisteredKey> find(Handle handle, Digest id) {
        return handle.createQuery(
                        """
                        SELECT public_key, issuer, subject FROM signing_key
                        WHERE id = :id AND revoked IS NULL
                        """)
                .bind("id", id)
                .map((row, context) ->
                        new RegisteredKey(
                                new PublicKey(row.getString("public_key")),
                                row.getString("issuer"),
                                row.getString("subject")))
                .findOne();
    }

    List<Digest> of(Handle handle, Actor.Member member) {
        return handle.createQuery(
                        """
                        SELECT id FROM signing_key
                        WHERE issuer = :issuer AND subject = :subject AND revoked IS NULL
                        ORDER BY created, id
                        """)
                .bind("issuer", member.issuer())
                .bind("subject", member.subject())
                .mapTo(String.class)
                .map(Digest::new)
                .list();
    }

    /**
     * Registers a key for the member; again is no change.
     *
     * @throws ProblemException bad-signature if the proof is not the key's; conflict if the key is
     *     another member's, or was revoked
     */
    void register(Handle handle, TenantScope scope, Actor.Member member, NewKey key) {
        requireProof(member, key);
        Optional<RegisteredKey> before = find(handle, key.key().id());
        if (before.isPresent() && before.get().subject().equals(member.subject())) {
            return;
        }
        if (before.isPresent() || !insert(handle, member, key.key())) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "this key was registered before: make another");
        }
        audit.append(handle, scope, "key.registered", Map.of("key", key.key().id()));
    }

    private static void requireProof(Actor.Member member, NewKey key) {
        try {
            VerifyingKey.of(key.key())
                    .verify(NewKey.proven(member.issuer(), member.subject()), key.proof());
        } catch (BadSignature e) {
            throw new ProblemException(
                    ProblemType.BAD_SIGNATURE, "the proof is not this key's over your identity");
        }
    }

    private static boolean insert(Handle handle, Actor.Member member, PublicKey key) {
        return 1
                == handle.createUpdate(
                                """
                                INSERT INTO signing_key (tenant, id, issuer, subject, public_key)
                                VALUES (current_tenant(), :id, :issuer, :subject, :key)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", key.id())
                        .bind("issuer", member.issuer())
                        .bind("subject", member.subject())
                        .bind("key", key)
                        .execute();
    }
}
