package eu.sluis.gateway.datasets;

import eu.sluis.contract.Require;
import eu.sluis.contract.api.NewOpening;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Openings: a member's signed intent against a key file re-addressed to a fresh recipient. */
@Path("openings")
@RunOnVirtualThread
public class OpeningResource {

    private final Callers callers;
    private final Database database;
    private final Openings openings;

    OpeningResource(Callers callers, Database database, Openings openings) {
        this.callers = callers;
        this.database = database;
        this.openings = openings;
    }

    /** Opens a version; the intent's id is the idempotency key. */
    @POST
    @RolesAllowed({Roles.SUBMITTER, Roles.STEWARD})
    public ReleaseAnswer open(NewOpening opening) {
        NewOpening wanted = Require.present(opening, "the body");
        TenantScope scope = callers.scope();
        return database.inTenant(scope, handle -> openings.open(handle, scope, wanted.intent()))
                .orThrow();
    }
}
