package eu.sluis.gateway.jobs;

import eu.sluis.contract.JobId;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.access.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jspecify.annotations.Nullable;

/** What becomes of a job, as it happens; each stream has a virtual thread of its own. */
@Path("jobs/{job}/events")
@RunOnVirtualThread
public class JobEventsResource {

    private final Callers callers;
    private final JobEvents events;

    JobEventsResource(Callers callers, JobEvents events) {
        this.callers = callers;
        this.events = events;
    }

    /** Server-Sent Events of one job that the caller sees, until it has ended. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed(Roles.MEMBER)
    public Response follow(
            @PathParam("job") JobId job,
            @HeaderParam("Last-Event-ID") @Nullable String seen,
            @Context RoutingContext request) {
        JobEvents.Stream stream =
                events.open(callers.standing(), job, EventId.of(seen).orElse(null));
        request.addEndHandler(_ -> stream.close());
        return Response.ok((StreamingOutput) stream::write).build();
    }
}
