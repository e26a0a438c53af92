package eu.sluis.gateway.sites;

import eu.sluis.contract.Require;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.NewSite;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.SiteView;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Sites, to operators, who register them. */
@Path("admin/sites")
@RunOnVirtualThread
public class AdminSiteResource {

    private final Database database;
    private final Sites sites;
    private final Registration registration;

    AdminSiteResource(Database database, Sites sites, Registration registration) {
        this.database = database;
        this.sites = sites;
        this.registration = registration;
    }

    /** The sites by name. */
    @GET
    @RolesAllowed(Roles.OPERATOR)
    public Page<SiteView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return SitePages.page(
                database.acrossTenants(CrossTenant.OPERATOR, sites::all), limit, cursor);
    }

    /** Registers a site or renews its statement. */
    @PUT
    @Path("{site}")
    @RolesAllowed(Roles.OPERATOR)
    public SiteView put(@PathParam("site") SiteName site, NewSite statement) {
        NewSite wanted = Require.present(statement, "the body");
        return database.acrossTenants(
                CrossTenant.OPERATOR,
                handle -> {
                    registration.register(handle, site, wanted);
                    return sites.inForce(handle, site)
                            .map(Site::view)
                            .orElseThrow(Problems::absent);
                });
    }
}
