package eu.sluis.gateway.jobs;

import eu.sluis.contract.api.OperatorJobView;
import eu.sluis.contract.api.Page;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Limit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Jobs as the operator sees them: ids, states and resources. */
@Path("admin/jobs")
@RunOnVirtualThread
public class AdminJobResource {

    private final Database database;
    private final OperatorJobs jobs;

    AdminJobResource(Database database, OperatorJobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /** All tenants' jobs, oldest first. */
    @GET
    @RolesAllowed(Roles.OPERATOR)
    public Page<OperatorJobView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Cursor after = Cursor.of(cursor);
        Limit most = Limit.of(limit);
        return database.acrossTenants(
                CrossTenant.OPERATOR, handle -> jobs.page(handle, after, most));
    }
}
