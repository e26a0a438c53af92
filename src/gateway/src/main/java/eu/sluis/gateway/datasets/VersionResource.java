package eu.sluis.gateway.datasets;

import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.VersionView;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Versions and their objects. */
@Path("versions/{version}")
@RunOnVirtualThread
public class VersionResource {

    private final Callers callers;
    private final Reach reach;
    private final Database database;
    private final Versions versions;
    private final Objects objects;
    private final Authors authors;

    VersionResource(
            Callers callers,
            Reach reach,
            Database database,
            Versions versions,
            Objects objects,
            Authors authors) {
        this.callers = callers;
        this.reach = reach;
        this.database = database;
        this.versions = versions;
        this.objects = objects;
        this.authors = authors;
    }

    /** One version of a dataset that the caller sees. */
    @GET
    @RolesAllowed(Roles.MEMBER)
    public VersionView get(@PathParam("version") VersionId version) {
        TenantScope scope = callers.scope();
        return database.inTenant(
                scope,
                handle -> {
                    reach.seen(handle, version);
                    return versions.view(handle, scope, version);
                });
    }

    /** Closes a version by the caller's signed record. */
    @POST
    @Path("close")
    @RolesAllowed({Roles.STEWARD, Roles.SUBMITTER})
    public VersionView close(@PathParam("version") VersionId version, Authored record) {
        Authored wanted = Require.present(record, "the body");
        TenantScope scope = callers.scope();
        return database.inTenant(
                scope,
                handle -> {
                    reach.written(handle, version);
                    authors.requireOwn(handle, callers.member(), wanted.key());
                    return versions.close(
                            handle, scope, version, wanted.signed(), wanted.key(), null);
                });
    }

    /** A version's stored objects, oldest first. */
    @GET
    @Path("objects")
    @RolesAllowed(Roles.MEMBER)
    public Page<ObjectView> objects(
            @PathParam("version") VersionId version,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        TenantScope scope = callers.scope();
        Cursor after = Cursor.of(cursor);
        Limit most = Limit.of(limit);
        return database.inTenant(
                scope,
                handle -> {
                    reach.seen(handle, version);
                    return objects.page(handle, scope, version, after, most);
                });
    }

    /** Puts one age file, streamed. */
    @PUT
    @Path("objects/{object}")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.STEWARD, Roles.SUBMITTER})
    public Response put(
            @PathParam("version") VersionId version,
            @PathParam("object") ObjectId object,
            @HeaderParam("Content-Length") @Nullable String length,
            @HeaderParam("Content-Digest") @Nullable String digest,
            InputStream body) {
        TenantScope scope = callers.scope();
        database.inTenant(scope, handle -> reach.written(handle, version));
        return ObjectAnswers.put(
                objects.put(scope, version, object, Declared.of(length, digest), body));
    }

    /** Gets one age file, or a range of it. */
    @GET
    @Path("objects/{object}")
    @RolesAllowed(Roles.MEMBER)
    public Response get(
            @PathParam("version") VersionId version,
            @PathParam("object") ObjectId object,
            @HeaderParam("Range") @Nullable String range) {
        TenantScope scope = callers.scope();
        StoredObject stored =
                database.inTenant(
                        scope,
                        handle -> {
                            reach.seen(handle, version);
                            return objects.find(handle, scope, version, object);
                        });
        return ObjectAnswers.get(stored, range);
    }
}
