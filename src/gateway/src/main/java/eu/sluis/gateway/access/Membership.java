package eu.sluis.gateway.access;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.TenantId;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Turns (issuer, organization id, subject) into a scope, by our own rows, on every request. */
@ApplicationScoped
class Membership {

    private static final Actor LOOKING_UP = new Actor.Worker("membership");

    private final Database database;

    Membership(Database database) {
        this.database = database;
    }

    Optional<TenantScope> find(String issuer, String organization, String subject) {
        return tenant(issuer, organization)
                .flatMap(tenant ->
                        database.inTenant(
                                new TenantScope(tenant, LOOKING_UP),
                                handle -> member(handle, tenant, issuer, subject)));
    }

    private Optional<TenantId> tenant(String issuer, String organization) {
        return database.acrossTenants(
                CrossTenant.FIRST_CONTACT,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id FROM tenant
                                        WHERE issuer = :issuer AND organization = :organization
                                        """)
                                .bind("issuer", issuer)
                                .bind("organization", organization)
                                .mapTo(UUID.class)
                                .findOne()
                                .map(TenantId::new));
    }

    /** The scope of the tenant's member, by the rows as they are now. */
    static Optional<TenantScope> member(
            Handle handle, TenantId tenant, String issuer, String subject) {
        Set<ProjectId> projects = projects(handle, issuer, subject);
        return handle.createQuery(
                        """
                        SELECT name, roles FROM member
                        WHERE issuer = :issuer AND subject = :subject
                        """)
                .bind("issuer", issuer)
                .bind("subject", subject)
                .map((row, context) ->
                        new Actor.Member(
                                issuer,
                                subject,
                                row.getString("name"),
                                roles((String[]) row.getArray("roles").getArray()),
                                projects))
                .findOne()
                .map(member -> new TenantScope(tenant, member));
    }

    private static Set<ProjectId> projects(Handle handle, String issuer, String subject) {
        var projects = new HashSet<ProjectId>();
        handle.createQuery(
                        """
                        SELECT project FROM project_member
                        WHERE issuer = :issuer AND subject = :subject
                        """)
                .bind("issuer", issuer)
                .bind("subject", subject)
                .mapTo(UUID.class)
                .forEach(id -> projects.add(new ProjectId(id)));
        return projects;
    }

    private static Set<Role> roles(String[] names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            roles.add(Roles.parse(name));
        }
        return roles;
    }
}
