package eu.sluis.gateway.jobs;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.custody.Documents;
import eu.sluis.gateway.tenants.RegisteredKey;
import eu.sluis.gateway.tenants.SigningKeys;
import eu.sluis.seal.BadSignature;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Whether whoever signed a job's intent could still sign it now. */
@ApplicationScoped
class Authors {

    private final SigningKeys keys;

    Authors(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * Whether the key is registered still, and its member may submit in the job's project and works
     * in the project of every input.
     *
     * @throws ProblemException custody-refused if the stored intent is not as it was signed
     */
    boolean inForce(Handle handle, JobRow job) {
        Optional<RegisteredKey> key = keys.find(handle, job.intentKey());
        if (key.isEmpty()) {
            return false;
        }
        RunIntent intent = signed(job, key.get());
        UUID[] inputs =
                intent.inputs().stream().map(input -> input.dataset().value()).toArray(UUID[]::new);
        return handle.createQuery(
                        """
                        SELECT EXISTS (
                            SELECT FROM member m JOIN project_member p USING (tenant, issuer, subject)
                            WHERE m.issuer = :issuer AND m.subject = :subject
                              AND p.project = :project AND 'submitter' = ANY (m.roles)
                              AND NOT EXISTS (
                                  SELECT FROM dataset d WHERE d.id = ANY (:inputs)
                                    AND NOT EXISTS (
                                        SELECT FROM project_member i
                                        WHERE i.project = d.project AND i.issuer = m.issuer
                                          AND i.subject = m.subject)))
                        """)
                .bind("issuer", key.get().issuer())
                .bind("subject", key.get().subject())
                .bind("project", job.project())
                .bindArray("inputs", UUID.class, (Object[]) inputs)
                .mapTo(Boolean.class)
                .one();
    }

    private static RunIntent signed(JobRow job, RegisteredKey key) {
        try {
            return Documents.open(job.intent(), key.key(), RunIntent.class);
        } catch (BadSignature | InvalidValue e) {
            throw new ProblemException(
                    ProblemType.CUSTODY_REFUSED,
                    "the stored intent is not as its author signed it");
        }
    }
}
