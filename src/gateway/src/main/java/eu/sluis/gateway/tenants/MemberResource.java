package eu.sluis.gateway.tenants;

import eu.sluis.contract.Require;
import eu.sluis.contract.api.MemberRoles;
import eu.sluis.contract.api.MemberView;
import eu.sluis.contract.api.Page;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Members, to the tenant's administrators and auditors. */
@Path("members")
@RunOnVirtualThread
public class MemberResource {

    private final Callers callers;
    private final Database database;
    private final Members members;

    MemberResource(Callers callers, Database database, Members members) {
        this.callers = callers;
        this.database = database;
        this.members = members;
    }

    /** The tenant's members, oldest first. */
    @GET
    @RolesAllowed({Roles.TENANT_ADMIN, Roles.AUDITOR})
    public Page<MemberView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Cursor after = Cursor.of(cursor);
        Limit most = Limit.of(limit);
        return database.inTenant(callers.scope(), handle -> members.all(handle, after, most));
    }

    /** Replaces what a member may do and where. */
    @PUT
    @Path("{subject}")
    @RolesAllowed(Roles.TENANT_ADMIN)
    public MemberView set(@PathParam("subject") String subject, MemberRoles roles) {
        TenantScope scope = callers.scope();
        MemberRoles wanted = Require.present(roles, "the body");
        return database.inTenant(scope, handle -> members.set(handle, scope, subject, wanted));
    }
}
