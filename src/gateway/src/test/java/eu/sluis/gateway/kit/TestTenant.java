package eu.sluis.gateway.kit;

import eu.sluis.contract.Custody;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Role;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.Zone;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.gateway.tenants.Policy;
import eu.sluis.gateway.tenants.PolicySigner;
import io.quarkus.arc.Arc;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A tenant of a test's own, made of rows.
 *
 * @param organization its id at the issuer
 */
public record TestTenant(TenantId id, String name, String organization) {

    /** What a fresh tenant's label allows: eu, NL and EE law, any purpose. */
    public static final Label LABEL =
            new Label(
                    new TreeSet<>(Set.of(new Zone("eu"))),
                    new TreeSet<>(Set.of("NL", "EE")),
                    new TreeSet<>(Set.of(Label.ANY)),
                    EvidenceLevel.A0,
                    Custody.MANAGED,
                    Egress.OWNER,
                    Recipients.CLASSIC,
                    null);

    /** A fresh tenant without members or projects. */
    public static TestTenant make() {
        UUID id = UUID.randomUUID();
        var tenant = new TestTenant(new TenantId(id), "tenant " + id, UUID.randomUUID().toString());
        Sql.execute(
                """
                INSERT INTO tenant (id, name, issuer, organization, alias, enrolment)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                id,
                tenant.name,
                Tokens.issuer(),
                tenant.organization,
                "t-" + id.toString().replace("-", ""),
                new byte[] {'{', '}'});
        tenant.label(id, LABEL);
        return tenant;
    }

    /** Signs and stores a label for the tenant ({@code id}) or one of its projects. */
    public void label(UUID subject, Label label) {
        var signer = Arc.container().instance(PolicySigner.class).get();
        int version =
                (int)
                        (1
                                + (Long)
                                        Sql.column(
                                                        "SELECT count(*) FROM policy WHERE subject = ?",
                                                        subject)
                                                .getFirst());
        var policy = new Policy(Policy.TYPE, id, subject, version, label);
        var signed = signer.sign(Json.canonical(policy));
        Sql.execute(
                """
                INSERT INTO policy (tenant, subject, version, document, signature)
                VALUES (?, ?, ?, ?, ?)
                """,
                id.value(),
                subject,
                version,
                signed.document(),
                signed.signature());
    }

    /** A member with these roles, in no project. */
    public TestMember member(Role... roles) {
        String subject = UUID.randomUUID().toString();
        String[] names =
                Stream.of(roles)
                        .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toArray(String[]::new);
        Sql.execute(
                "INSERT INTO member (tenant, issuer, subject, name, roles) VALUES (?, ?, ?, ?, ?)",
                id.value(),
                Tokens.issuer(),
                subject,
                "member " + subject,
                names);
        return new TestMember(this, subject, Set.of(roles));
    }

    /** A project whose label is the tenant's; these members belong to it. */
    public ProjectId project(TestMember... members) {
        UUID project = UUID.randomUUID();
        Sql.execute(
                "INSERT INTO project (tenant, id, name) VALUES (?, ?, ?)",
                id.value(),
                project,
                "project " + project);
        label(project, LABEL);
        for (TestMember member : members) {
            Sql.execute(
                    "INSERT INTO project_member (tenant, project, issuer, subject) VALUES (?, ?, ?, ?)",
                    id.value(),
                    project,
                    Tokens.issuer(),
                    member.subject());
        }
        return new ProjectId(project);
    }

    /** A scope for calling services directly. */
    public TenantScope scope() {
        return new TenantScope(id, new Actor.Worker("test"));
    }
}
