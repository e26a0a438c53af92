package eu.sluis.gateway.tenants;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Signed;
import eu.sluis.custody.Labels;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.VerifyingKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * The labels of tenants and projects: signed, versioned rows, verified whenever they are read.
 *
 * <p>An edited, moved or forged row is refused. A row that was deleted, so that an older version
 * comes back, is not noticed here; the audit log names every version.
 */
@ApplicationScoped
public class Policies {

    private static final Logger LOG = Logger.getLogger(Policies.class);

    private final PolicySigner signer;

    Policies(PolicySigner signer) {
        this.signer = signer;
    }

    /**
     * The label of the scope's tenant: the outermost bound of all its data.
     *
     * @throws ProblemException custody-refused if the row is not as the custodian signed it
     */
    public Label ofTenant(Handle handle, TenantScope scope) {
        return read(handle, scope, scope.tenant().value());
    }

    /**
     * A project's own label, without the tenant's: so that a refusal names who refuses.
     *
     * @throws ProblemException as {@link #ofProject}
     */
    public Label ofProjectAlone(Handle handle, TenantScope scope, ProjectId project) {
        return read(handle, scope, project.value());
    }

    /**
     * What holds in a project: the meet of its own label and the tenant's.
     *
     * @throws ProblemException not-found without such a project; custody-refused if a row is not as
     *     the custodian signed it
     */
    public Label ofProject(Handle handle, TenantScope scope, ProjectId project) {
        return ofProjects(handle, scope, List.of(project)).apply(project);
    }

    /**
     * What holds in each of {@code projects}, by one query.
     *
     * @throws ProblemException custody-refused if a row is not as the custodian signed it; where
     *     the function is applied, not-found without such a project
     */
    Function<ProjectId, Label> ofProjects(
            Handle handle, TenantScope scope, Collection<ProjectId> projects) {
        UUID tenant = scope.tenant().value();
        Stream<UUID> subjects =
                Stream.concat(Stream.of(tenant), projects.stream().map(ProjectId::value));
        Map<UUID, Label> labels = read(handle, scope, subjects.toArray(UUID[]::new));
        return project -> Labels.meet(required(labels, project.value()), required(labels, tenant));
    }

    /** Signs and stores the next version of a label. */
    void set(Handle handle, TenantScope scope, UUID subject, Label label) {
        int version = 1 + latest(handle, subject);
        Signed signed =
                signer.sign(Json.canonical(Policy.of(scope.tenant(), subject, version, label)));
        handle.createUpdate(
                        """
                        INSERT INTO policy (tenant, subject, version, document, signature)
                        VALUES (current_tenant(), :subject, :version, :document, :signature)
                        """)
                .bind("subject", subject)
                .bind("version", version)
                .bind("document", signed.document())
                .bind("signature", signed.signature())
                .execute();
    }

    private static int latest(Handle handle, UUID subject) {
        return handle.createQuery(
                        "SELECT coalesce(max(version), 0) FROM policy WHERE subject = :subject")
                .bind("subject", subject)
                .mapTo(Integer.class)
                .one();
    }

    private record Row(UUID subject, int version, byte[] document, byte[] signature) {}

    private Label read(Handle handle, TenantScope scope, UUID subject) {
        return required(read(handle, scope, new UUID[] {subject}), subject);
    }

    /** The newest label of each subject that has one. */
    private Map<UUID, Label> read(Handle handle, TenantScope scope, UUID[] subjects) {
        Map<UUID, Label> labels = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT DISTINCT ON (subject) subject, version, document, signature FROM policy
                        WHERE subject = ANY (:subjects) ORDER BY subject, version DESC
                        """)
                .bind("subjects", subjects)
                .map((columns, context) ->
                        new Row(
                                columns.getObject("subject", UUID.class),
                                columns.getInt("version"),
                                columns.getBytes("document"),
                                columns.getBytes("signature")))
                .forEach(row -> labels.put(row.subject, verified(scope, row).label()));
        return labels;
    }

    private static Label required(Map<UUID, Label> labels, UUID subject) {
        Label label = labels.get(subject);
        if (label == null) {
            throw Problems.absent();
        }
        return label;
    }

    private Policy verified(TenantScope scope, Row row) {
        UUID subject = row.subject;
        try {
            VerifyingKey.of(signer.publicKey()).verify(row.document, row.signature);
            Policy policy = Json.readCanonical(row.document, Policy.class);
            boolean inPlace =
                    policy.tenant().equals(scope.tenant())
                            && policy.subject().equals(subject)
                            && policy.version() == row.version;
            if (inPlace) {
                return policy;
            }
        } catch (BadSignature | InvalidValue e) {
            LOG.errorf(e, "event=policy-edited tenant=%s subject=%s", scope.tenant(), subject);
            throw edited();
        }
        LOG.errorf("event=policy-moved tenant=%s subject=%s", scope.tenant(), subject);
        throw edited();
    }

    private static ProblemException edited() {
        return new ProblemException(
                ProblemType.CUSTODY_REFUSED, "a stored policy is not as the custodian signed it");
    }
}
