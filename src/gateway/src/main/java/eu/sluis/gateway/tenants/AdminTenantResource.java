package eu.sluis.gateway.tenants;

import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.NewMember;
import eu.sluis.contract.api.NewMemberView;
import eu.sluis.contract.api.NewTenant;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.TenantView;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.IdempotencyKey;
import eu.sluis.gateway.platform.Limit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Tenants and their first members, made by operators with their own right at the issuer. */
@Path("admin/tenants")
@RunOnVirtualThread
public class AdminTenantResource {

    private final Callers callers;
    private final TenantOnboarding tenants;
    private final MemberOnboarding members;

    AdminTenantResource(Callers callers, TenantOnboarding tenants, MemberOnboarding members) {
        this.callers = callers;
        this.tenants = tenants;
        this.members = members;
    }

    /** Every tenant, oldest first. */
    @GET
    @RolesAllowed(Roles.OPERATOR)
    public Page<TenantView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return tenants.all(callers.operator(), Cursor.of(cursor), Limit.of(limit));
    }

    /** Onboards a tenant. */
    @POST
    @RolesAllowed(Roles.OPERATOR)
    @ResponseStatus(201)
    public TenantView create(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, NewTenant tenant) {
        return tenants.create(
                callers.operator(), IdempotencyKey.of(key), Require.present(tenant, "the body"));
    }

    /** Makes a login for a tenant. */
    @POST
    @Path("{tenant}/members")
    @RolesAllowed(Roles.OPERATOR)
    @ResponseStatus(201)
    public NewMemberView createMember(
            @PathParam("tenant") TenantId tenant,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            NewMember member) {
        return members.create(
                callers.operator(),
                IdempotencyKey.of(key),
                tenant,
                Require.present(member, "the body"));
    }
}
