package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.api.NewLogPiece;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.api.VersionView;
import eu.sluis.gateway.access.Runners;
import eu.sluis.gateway.datasets.Declared;
import eu.sluis.gateway.datasets.ObjectAnswers;
import eu.sluis.gateway.datasets.Objects;
import eu.sluis.gateway.datasets.StoredObject;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The runner's side. No token comes with it: a redemption is signed by the key it names, every
 * later request by the key that its slot was redeemed with, over the exact bytes of its body.
 */
@Path("runner")
@RunOnVirtualThread
public class RunnerResource {

    private static final Digest NOTHING = Digest.of(new byte[0]);

    private final Runners runners;
    private final Database database;
    private final Redemptions redemptions;
    private final Reports reports;
    private final Slots slots;
    private final Leases leases;
    private final Outputs outputs;
    private final Objects objects;
    private final LogPieces logPieces;
    private final Commits commits;

    RunnerResource(
            Runners runners,
            Database database,
            Redemptions redemptions,
            Reports reports,
            Slots slots,
            Leases leases,
            Outputs outputs,
            Objects objects,
            LogPieces logPieces,
            Commits commits) {
        this.runners = runners;
        this.database = database;
        this.redemptions = redemptions;
        this.reports = reports;
        this.slots = slots;
        this.leases = leases;
        this.outputs = outputs;
        this.objects = objects;
        this.logPieces = logPieces;
        this.commits = commits;
    }

    /** Redeems a slot. */
    @POST
    @Path("redemptions")
    @PermitAll
    public ReleaseAnswer redeem(NewRedemption redemption) {
        return redemptions.redeem(Require.present(redemption, "the body"));
    }

    /** Begins the output version. */
    @POST
    @Path("attempts/{attempt}/output")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public VersionView output(
            @Context HttpServerRequest request,
            @PathParam("attempt") AttemptId attempt,
            byte @Nullable [] body) {
        TenantScope scope = authenticate(request, attempt, body);
        NewVersion fresh = read(body, NewVersion.class);
        return database.inTenant(scope, handle -> outputs.begin(handle, scope, fresh));
    }

    /** An object of a released version. */
    @GET
    @Path("attempts/{attempt}/objects/{object}")
    @PermitAll
    public Response object(
            @Context HttpServerRequest request,
            @PathParam("attempt") AttemptId attempt,
            @PathParam("object") ObjectId object,
            @HeaderParam("Range") @Nullable String range) {
        TenantScope scope = runners.authenticate(request, attempt, NOTHING);
        StoredObject found =
                database.inTenant(scope, handle -> outputs.object(handle, scope, object));
        return ObjectAnswers.get(found, range);
    }

    /** A released version. */
    @GET
    @Path("attempts/{attempt}/versions/{version}")
    @PermitAll
    public VersionView version(
            @Context HttpServerRequest request,
            @PathParam("attempt") AttemptId attempt,
            @PathParam("version") VersionId version) {
        TenantScope scope = runners.authenticate(request, attempt, NOTHING);
        return database.inTenant(scope, handle -> outputs.version(handle, scope, version));
    }

    /** Puts an object into the output version; the declared digest is what is signed. */
    @PUT
    @Path("attempts/{attempt}/objects/{object}")
    @Consumes(MediaType.WILDCARD)
    @PermitAll
    public Response put(
            @Context HttpServerRequest request,
            @PathParam("attempt") AttemptId attempt,
            @PathParam("object") ObjectId object,
            @HeaderParam("Content-Length") @Nullable String length,
            @HeaderParam("Content-Digest") @Nullable String digest,
            InputStream body) {
        Declared declared = Declared.of(length, digest);
        TenantScope scope = runners.authenticate(request, attempt, declared.digest());
        VersionId output = outputs.writable(scope);
        return ObjectAnswers.put(objects.put(scope, output, object, declared, body));
    }

    /** Takes a report; before a key was released, as a note of a stranger. */
    @POST
    @Path("attempts/{attempt}/reports")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public Lease report(
            @Context HttpServerRequest request,
            @PathParam("attempt") AttemptId attempt,
            byte @Nullable [] body) {
        var stranger = reports.unredeemed(attempt);
        if (stranger.isPresent()) {
            return reports.note(stranger.get(), read(body, Signed.class));
        }
        TenantScope scope = authenticate(request, attempt, body);
        Signed report = read(body, Signed.class);
        return database.inTenant(scope, handle -> reports.take(handle, scope, report));
    }

    /** Renews the lease; has no body, and one that is sent is not read. */
    @POST
    @Path("attempts/{attempt}/lease")
    @PermitAll
    public Lease lease(
            @Context HttpServerRequest request, @PathParam("attempt") AttemptId attempt) {
        TenantScope scope = runners.authenticate(request, attempt, NOTHING);
        return database.inTenant(
                scope, handle -> leases.renew(handle, scope, slots.lock(handle, scope)));
    }

    /** Takes a piece of the log. */
    @POST
    @Path("attempts/{attempt}/logs")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public void log(
            @Context HttpServerRequest request,
            @PathParam("attempt") AttemptId attempt,
            byte @Nullable [] body) {
        TenantScope scope = authenticate(request, attempt, body);
        logPieces.take(scope, read(body, NewLogPiece.class));
    }

    /** Commits the result. */
    @POST
    @Path("attempts/{attempt}/commit")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    public JobView commit(
            @Context HttpServerRequest request,
            @PathParam("attempt") AttemptId attempt,
            byte @Nullable [] body) {
        TenantScope scope = authenticate(request, attempt, body);
        NewCommit commit = read(body, NewCommit.class);
        var outcome = database.inTenant(scope, handle -> commits.commit(handle, scope, commit));
        FaultPoint.COMMITTED.reach();
        return outcome.orThrow();
    }

    private TenantScope authenticate(
            HttpServerRequest request, AttemptId attempt, byte @Nullable [] body) {
        return runners.authenticate(request, attempt, body == null ? NOTHING : Digest.of(body));
    }

    private static <T> T read(byte @Nullable [] body, Class<T> type) {
        return Json.read(body == null ? new byte[0] : body, type);
    }
}
