package eu.sluis.gateway.datasets;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.NewDataset;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.VersionView;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Datasets, cases among them, and the beginning of their versions. */
@Path("datasets")
@RunOnVirtualThread
public class DatasetResource {

    private final Callers callers;
    private final Reach reach;
    private final Database database;
    private final Datasets datasets;
    private final Versions versions;
    private final Idempotent idempotent;

    DatasetResource(
            Callers callers,
            Reach reach,
            Database database,
            Datasets datasets,
            Versions versions,
            Idempotent idempotent) {
        this.callers = callers;
        this.reach = reach;
        this.database = database;
        this.datasets = datasets;
        this.versions = versions;
        this.idempotent = idempotent;
    }

    /** The datasets that the caller sees, of one project or of all, oldest first. */
    @GET
    @RolesAllowed(Roles.MEMBER)
    public Page<DatasetView> list(
            @QueryParam("project") @Nullable ProjectId project,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        TenantScope scope = callers.scope();
        Optional<Set<ProjectId>> projects = projects(project);
        Cursor after = Cursor.of(cursor);
        Limit most = Limit.of(limit);
        return database.inTenant(
                scope, handle -> datasets.page(handle, scope, projects, after, most));
    }

    private Optional<Set<ProjectId>> projects(@Nullable ProjectId project) {
        if (project != null) {
            callers.requireSees(project);
            return Optional.of(Set.of(project));
        }
        return callers.seesAllProjects()
                ? Optional.empty()
                : Optional.of(callers.member().projects());
    }

    /** Makes a dataset. */
    @POST
    @RolesAllowed(Roles.STEWARD)
    @ResponseStatus(201)
    public DatasetView make(
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key, NewDataset dataset) {
        NewDataset wanted = Require.present(dataset, "the body");
        callers.requireWorksIn(wanted.project());
        TenantScope scope = callers.scope();
        return idempotent.once(
                scope,
                IdempotencyKey.of(key),
                "POST /v1/datasets",
                wanted,
                DatasetView.class,
                handle -> datasets.make(handle, scope, wanted));
    }

    /** One dataset that the caller sees. */
    @GET
    @Path("{dataset}")
    @RolesAllowed(Roles.MEMBER)
    public DatasetView get(@PathParam("dataset") DatasetId dataset) {
        return database.inTenant(
                callers.scope(), handle -> datasets.view(handle, reach.seen(handle, dataset)));
    }

    /** A dataset's versions, oldest first. */
    @GET
    @Path("{dataset}/versions")
    @RolesAllowed(Roles.MEMBER)
    public Page<VersionView> versions(
            @PathParam("dataset") DatasetId dataset,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        TenantScope scope = callers.scope();
        Cursor after = Cursor.of(cursor);
        Limit most = Limit.of(limit);
        return database.inTenant(
                scope,
                handle ->
                        versions.page(
                                handle, scope, reach.seen(handle, dataset).id(), after, most));
    }

    /** Begins a version. */
    @POST
    @Path("{dataset}/versions")
    @RolesAllowed({Roles.STEWARD, Roles.SUBMITTER})
    @ResponseStatus(201)
    public VersionView begin(
            @PathParam("dataset") DatasetId dataset,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            NewVersion version) {
        NewVersion wanted = Require.present(version, "the body");
        TenantScope scope = callers.scope();
        database.inTenant(scope, handle -> reach.written(handle, dataset));
        return idempotent.once(
                scope,
                IdempotencyKey.of(key),
                "POST /v1/datasets/" + dataset + "/versions",
                wanted,
                VersionView.class,
                handle ->
                        versions.begin(
                                handle,
                                scope,
                                reach.written(handle, dataset),
                                new VersionId(UUID.randomUUID()),
                                wanted,
                                null));
    }
}
