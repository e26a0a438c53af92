package eu.sluis.gateway.tenants;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.api.NewProject;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.ProjectView;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.IdempotencyKey;
import eu.sluis.gateway.platform.Idempotent;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.TenantScope;
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

/** Projects: their members see them, administrators make them. */
@Path("projects")
@RunOnVirtualThread
public class ProjectResource {

    private final Callers callers;
    private final Database database;
    private final Projects projects;
    private final Idempotent idempotent;

    ProjectResource(Callers callers, Database database, Projects projects, Idempotent idempotent) {
        this.callers = callers;
        this.database = database;
        this.projects = projects;
        this.idempotent = idempotent;
    }

    /** The projects that the caller sees, oldest first. */
    @GET
    @RolesAllowed(Roles.MEMBER)
    public Page<ProjectView> list(
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        TenantScope scope = callers.scope();
        Cursor after = Cursor.of(cursor);
        Limit most = Limit.of(limit);
        return database.inTenant(
                scope,
                handle ->
                        callers.seesAllProjects()
                                ? projects.all(handle, scope, after, most)
                                : projects.among(
                                        handle, scope, callers.member().projects(), after, most));
    }

    /** One project that the caller sees. */
    @GET
    @Path("{project}")
    @RolesAllowed(Roles.MEMBER)
    public ProjectView get(@PathParam("project") ProjectId project) {
        callers.requireSees(project);
        TenantScope scope = callers.scope();
        return database.inTenant(scope, handle -> projects.get(handle, scope, project));
    }

    /** Makes a project. */
    @POST
    @RolesAllowed(Roles.TENANT_ADMIN)
    @ResponseStatus(201)
    public ProjectView create(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, NewProject project) {
        TenantScope scope = callers.scope();
        NewProject wanted = Require.present(project, "the body");
        return idempotent.once(
                scope,
                IdempotencyKey.of(key),
                "POST /v1/projects",
                wanted,
                ProjectView.class,
                handle -> projects.create(handle, scope, wanted));
    }
}
