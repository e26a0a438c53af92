package eu.sluis.gateway.access;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.TenantId;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Hands out scopes: to requests by their token, to the gateway's own work by its task. */
@ApplicationScoped
public class Callers {

    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The scope of the current request's member.
     *
     * @throws IllegalStateException if the operation was not annotated with a tenant's role
     */
    public TenantScope scope() {
        TenantScope scope = identity.getAttribute(TokenRoles.SCOPE);
        if (scope == null) {
            throw new IllegalStateException("the operation lacks a role annotation");
        }
        return scope;
    }

    /** The member behind {@link #scope}. */
    public Actor.Member member() {
        return (Actor.Member) scope().actor();
    }

    /**
     * Passes if the member belongs to the project, or may see all of the tenant's.
     *
     * @throws eu.sluis.contract.ProblemException not-found otherwise, as if there were none
     */
    public void requireSees(ProjectId project) {
        Actor.Member member = member();
        boolean seesAll =
                member.roles().contains(Role.AUDITOR) || member.roles().contains(Role.TENANT_ADMIN);
        if (!seesAll && !member.projects().contains(project)) {
            throw Problems.absent();
        }
    }

    /**
     * Passes if the member belongs to the project.
     *
     * @throws eu.sluis.contract.ProblemException not-found otherwise
     */
    public void requireWorksIn(ProjectId project) {
        if (!member().projects().contains(project)) {
            throw Problems.absent();
        }
    }

    /** A scope for the gateway's own work on a tenant's things. */
    public static TenantScope worker(TenantId tenant, String task) {
        return new TenantScope(tenant, new Actor.Worker(task));
    }

    /** A scope for a runner whose signature {@code access} has verified. */
    static TenantScope runner(TenantId tenant, Actor.Runner runner) {
        return new TenantScope(tenant, runner);
    }
}
