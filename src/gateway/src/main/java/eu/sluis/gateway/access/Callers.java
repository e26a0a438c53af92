package eu.sluis.gateway.access;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.TenantId;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

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
        if (!sees(member(), project)) {
            throw Problems.absent();
        }
    }

    static boolean sees(Actor.Member member, ProjectId project) {
        return seesAllProjects(member) || member.projects().contains(project);
    }

    /** Whether the member is an auditor or administrator, and so sees all of the tenant's. */
    public boolean seesAllProjects() {
        return seesAllProjects(member());
    }

    private static boolean seesAllProjects(Actor.Member member) {
        return member.roles().contains(Role.AUDITOR) || member.roles().contains(Role.TENANT_ADMIN);
    }

    /** What the current request of a member rests on, for as long as it lasts. */
    public Standing standing() {
        long seconds = identity.getPrincipal(JsonWebToken.class).getExpirationTime();
        return new Standing(scope(), Instant.ofEpochSecond(seconds));
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

    /**
     * The operator of the current request.
     *
     * @throws IllegalStateException if the operation was not annotated with the operator's role
     */
    public Operator operator() {
        if (!identity.hasRole(Roles.OPERATOR)) {
            throw new IllegalStateException("the operation lacks the operator's role");
        }
        String token = identity.getCredential(AccessTokenCredential.class).getToken();
        return new Operator(identity.getPrincipal(JsonWebToken.class).getSubject(), token);
    }

    /** Whether an operator calls, rather than a tenant's member. */
    public boolean isOperator() {
        return identity.hasRole(Roles.OPERATOR);
    }

    /** A scope in which an operator onboards a tenant or its members; nothing else. */
    public static TenantScope onboarding(TenantId tenant, Operator operator) {
        return new TenantScope(tenant, new Actor.Operator(operator.subject()));
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
