package eu.sluis.gateway.jobs;

import eu.sluis.contract.Require;
import eu.sluis.contract.api.Explanation;
import eu.sluis.contract.api.Question;
import eu.sluis.contract.document.Input;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jdbi.v3.core.Handle;

/** Tells which sites could run a job, and which clauses stand in the way. Nothing is kept. */
@Path("explanations")
@RunOnVirtualThread
public class ExplanationResource {

    private final Callers callers;
    private final Database database;
    private final Datasets datasets;
    private final Explanations explanations;

    ExplanationResource(
            Callers callers, Database database, Datasets datasets, Explanations explanations) {
        this.callers = callers;
        this.database = database;
        this.datasets = datasets;
        this.explanations = explanations;
    }

    /** Answers for each site, by name. */
    @POST
    @RolesAllowed(Roles.SUBMITTER)
    public Explanation explain(Question question) {
        Question asked = Require.present(question, "the body");
        callers.requireWorksIn(asked.project());
        TenantScope scope = callers.scope();
        return database.inTenant(
                scope,
                handle -> {
                    requireInputs(handle, scope, asked);
                    return explanations.explain(handle, scope, asked);
                });
    }

    private void requireInputs(Handle handle, TenantScope scope, Question asked) {
        for (Input input : asked.inputs()) {
            callers.requireWorksIn(datasets.find(handle, scope, input.dataset()).project());
        }
    }
}
