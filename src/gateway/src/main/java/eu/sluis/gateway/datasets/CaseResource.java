package eu.sluis.gateway.datasets;

import eu.sluis.contract.Require;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.document.Input;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.IdempotencyKey;
import eu.sluis.gateway.platform.Idempotent;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Cases: the dataset of one job. */
@Path("cases")
@RunOnVirtualThread
public class CaseResource {

    private final Callers callers;
    private final Reach reach;
    private final Datasets datasets;
    private final Idempotent idempotent;

    CaseResource(Callers callers, Reach reach, Datasets datasets, Idempotent idempotent) {
        this.callers = callers;
        this.reach = reach;
        this.datasets = datasets;
        this.idempotent = idempotent;
    }

    /** Makes a case for a job with these inputs. */
    @POST
    @RolesAllowed(Roles.SUBMITTER)
    @ResponseStatus(201)
    public DatasetView make(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, NewCase theCase) {
        NewCase wanted = Require.present(theCase, "the body");
        callers.requireWorksIn(wanted.project());
        TenantScope scope = callers.scope();
        return idempotent.once(
                scope,
                IdempotencyKey.of(key),
                "POST /v1/cases",
                wanted,
                DatasetView.class,
                handle -> {
                    for (Input input : wanted.inputs()) {
                        reach.used(handle, input.dataset());
                    }
                    return datasets.makeCase(handle, scope, wanted);
                });
    }
}
