package eu.sluis.gateway.tenants;

import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import eu.sluis.contract.api.Me;
import eu.sluis.contract.api.NewKey;
import eu.sluis.contract.api.ProjectView;
import eu.sluis.gateway.access.AccessConfig;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The caller, and the caller's own keys. */
@Path("me")
@RunOnVirtualThread
public class MeResource {

    private final Callers callers;
    private final Database database;
    private final Projects projects;
    private final SigningKeys keys;
    private final AccessConfig access;

    MeResource(
            Callers callers,
            Database database,
            Projects projects,
            SigningKeys keys,
            AccessConfig access) {
        this.callers = callers;
        this.database = database;
        this.projects = projects;
        this.keys = keys;
        this.access = access;
    }

    /** Who the caller is to the gateway. */
    @GET
    @RolesAllowed({Roles.MEMBER, Roles.OPERATOR})
    public Me get() {
        return callers.isOperator() ? operator() : database.inTenant(callers.scope(), this::member);
    }

    /** Registers a signing key of the caller's. */
    @PUT
    @Path("keys/{keyId}")
    @RolesAllowed(Roles.MEMBER)
    public void register(@PathParam("keyId") Digest keyId, NewKey key) {
        NewKey wanted = Require.present(key, "the body");
        if (!wanted.key().id().equals(keyId)) {
            throw new InvalidValue("the path must name the digest of the key in the body");
        }
        TenantScope scope = callers.scope();
        Actor.Member member = callers.member();
        database.inTenant(
                scope,
                handle -> {
                    keys.register(handle, scope, member, wanted);
                    return null;
                });
    }

    private Me operator() {
        String subject = callers.operator().subject();
        return new Me(
                null,
                null,
                access.issuer(),
                subject,
                "operator",
                Set.of(),
                true,
                List.of(),
                List.of());
    }

    private Me member(Handle handle) {
        TenantScope scope = callers.scope();
        Actor.Member member = callers.member();
        List<ProjectView> own = projects.among(handle, scope, member.projects());
        String tenant =
                handle.createQuery("SELECT name FROM tenant WHERE id = current_tenant()")
                        .mapTo(String.class)
                        .one();
        return new Me(
                scope.tenant(),
                tenant,
                member.issuer(),
                member.subject(),
                member.displayName(),
                member.roles(),
                false,
                own,
                keys.of(handle, member));
    }
}
