package eu.sluis.gateway.tenants;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Enrolments, to anyone: the enrolment string says whether what came is what was meant. */
@Path("enrolments")
@RunOnVirtualThread
public class EnrolmentResource {

    private final Enrolments enrolments;

    EnrolmentResource(Enrolments enrolments) {
        this.enrolments = enrolments;
    }

    /** The canonical bytes of the enrolment. */
    @GET
    @Path("{alias}")
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] get(@PathParam("alias") String alias) {
        return enrolments.of(alias);
    }
}
