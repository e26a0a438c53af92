package eu.sluis.gateway.sites;

import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.SiteView;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Sites, to everyone who is logged in: their statements are public words. */
@Path("sites")
@RunOnVirtualThread
public class SiteResource {

    private final Callers callers;
    private final Database database;
    private final Sites sites;

    SiteResource(Callers callers, Database database, Sites sites) {
        this.callers = callers;
        this.database = database;
        this.sites = sites;
    }

    /** The sites by name. */
    @GET
    @RolesAllowed({Roles.MEMBER, Roles.OPERATOR})
    public Page<SiteView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var all =
                callers.isOperator()
                        ? database.acrossTenants(CrossTenant.OPERATOR, sites::all)
                        : database.inTenant(callers.scope(), sites::all);
        return SitePages.page(all, limit, cursor);
    }
}
