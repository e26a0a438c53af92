package eu.sluis.gateway.audit;

import eu.sluis.contract.Clause;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;

/**
 * Writes leaves and decisions through the handle of the act, so that both commit or neither.
 *
 * <p>A leaf is canonical JSON kept byte for byte with a random salt: a Merkle log hashes it
 * unchanged, and a published hash tells nothing of its content.
 */
@ApplicationScoped
public class Audit {

    private static final Logger LOG = Logger.getLogger(Audit.class);
    private static final int SALT_BYTES = 16;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Audit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Appends a leaf.
     *
     * @param act what was done, such as {@code release.answered}
     * @param facts ids and digests; no names, no content
     * @throws ProblemException unavailable if it cannot be written: then the transaction cannot
     *     commit either
     */
    public void append(Handle handle, TenantScope scope, String act, Map<String, ?> facts) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        write(
                handle.createUpdate(
                                """
                                INSERT INTO audit (tenant, document, salt)
                                VALUES (current_tenant(), :document, :salt)
                                """)
                        .bind("document", document("sluis.leaf.v1", scope, act, facts))
                        .bind("salt", salt));
    }

    /**
     * Records a verdict of policy.
     *
     * @param point where it was asked: upload, accept, placement, dispatch, redemption, release,
     *     commit or open
     * @param refusing empty means allowed
     * @param inputs digests of what the verdict was computed from
     */
    public void decide(
            Handle handle,
            TenantScope scope,
            String point,
            UUID subject,
            List<Clause> refusing,
            Map<String, ?> inputs) {
        Map<String, Object> facts = new TreeMap<>(inputs);
        facts.put("subject", subject.toString());
        facts.put("refusing", refusing);
        write(
                handle.createUpdate(
                                """
                                INSERT INTO decision (tenant, id, point, subject, allowed, document)
                                VALUES (current_tenant(), gen_random_uuid(), :point, :subject, :allowed, :document)
                                """)
                        .bind("point", point)
                        .bind("subject", subject)
                        .bind("allowed", refusing.isEmpty())
                        .bind("document", document("sluis.decision.v1", scope, point, facts)));
    }

    private static void write(Update row) {
        try {
            row.execute();
        } catch (JdbiException e) {
            LOG.errorf(e, "event=audit-unwritten");
            throw new ProblemException(ProblemType.UNAVAILABLE, "the audit log cannot be written");
        }
    }

    private byte[] document(String type, TenantScope scope, String act, Map<String, ?> facts) {
        return Json.canonical(
                Map.of(
                        "type",
                        type,
                        "tenant",
                        scope.tenant(),
                        "actor",
                        scope.actor().name(),
                        "act",
                        act,
                        "at",
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        "facts",
                        facts));
    }
}
