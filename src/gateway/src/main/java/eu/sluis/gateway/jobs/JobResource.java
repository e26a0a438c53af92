package eu.sluis.gateway.jobs;

import eu.sluis.contract.JobId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.LogPieceView;
import eu.sluis.contract.api.NewJob;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Jobs: submitters submit and cancel them, whoever sees the project sees them. */
@Path("jobs")
@RunOnVirtualThread
public class JobResource {

    private final Callers callers;
    private final Database database;
    private final Acceptance acceptance;
    private final Cancellation cancellation;
    private final JobPages pages;

    JobResource(
            Callers callers,
            Database database,
            Acceptance acceptance,
            Cancellation cancellation,
            JobPages pages) {
        this.callers = callers;
        this.database = database;
        this.acceptance = acceptance;
        this.cancellation = cancellation;
        this.pages = pages;
    }

    /** Submits a job; the intent's id makes repeating safe. */
    @POST
    @RolesAllowed(Roles.SUBMITTER)
    public Response submit(NewJob job) {
        TenantScope scope = callers.scope();
        NewJob wanted = Require.present(job, "the body");
        var outcome =
                database.inTenant(
                        scope,
                        handle ->
                                acceptance.accept(
                                        handle, scope, callers.member(), wanted.intent()));
        return switch (outcome) {
            case Acceptance.Outcome.Accepted accepted ->
                    Response.status(accepted.first() ? 201 : 200).entity(accepted.job()).build();
            case Acceptance.Outcome.Refused refused -> throw refused.problem();
        };
    }

    /**
     * The jobs that the caller sees, newest first; with a number, only that one, or its elements.
     */
    @GET
    @RolesAllowed(Roles.MEMBER)
    public Page<JobView> list(
            @QueryParam("project") @Nullable ProjectId project,
            @QueryParam("state") @Nullable String state,
            @QueryParam("number") @Nullable Long number,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        JobState wanted = JobPages.state(state);
        Cursor before = Cursor.of(cursor);
        Limit most = Limit.of(limit);
        return database.inTenant(
                callers.scope(),
                handle -> pages.page(handle, project, wanted, number, before, most));
    }

    /** One job that the caller sees. */
    @GET
    @Path("{job}")
    @RolesAllowed(Roles.MEMBER)
    public JobView get(@PathParam("job") JobId job) {
        return database.inTenant(callers.scope(), handle -> pages.visible(handle, job).view());
    }

    /** Cancels a job. */
    @POST
    @Path("{job}/cancel")
    @RolesAllowed(Roles.SUBMITTER)
    public JobView cancel(@PathParam("job") JobId job) {
        TenantScope scope = callers.scope();
        return database.inTenant(
                scope, handle -> cancellation.cancel(handle, scope, callers.member(), job));
    }

    /** The log's pieces that come after a number; the newest attempt's. */
    @GET
    @Path("{job}/logs")
    @RolesAllowed(Roles.MEMBER)
    public Page<LogPieceView> logs(
            @PathParam("job") JobId job,
            @QueryParam("after") @Nullable Long after,
            @QueryParam("limit") @Nullable Integer limit) {
        long number = after == null ? -1 : after;
        Limit most = Limit.of(limit);
        return database.inTenant(callers.scope(), handle -> pages.logs(handle, job, number, most));
    }
}
