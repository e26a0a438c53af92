package eu.sluis.gateway.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.Problem;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The one place that makes an answer of a failure.
 *
 * <p>Foreign messages, SQL and traces stay here: the unknown becomes 500 with an incident id that
 * the log repeats.
 */
public final class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int RETRY_SECONDS = 1;
    private static final String NO_TOKEN = "no valid token came with this";

    /** A problem without clauses. */
    public static Problem of(ProblemType type, String detail) {
        return of(type, detail, null, null);
    }

    private static Problem of(
            ProblemType type,
            String detail,
            @Nullable String incident,
            @Nullable List<eu.sluis.contract.Clause> clauses) {
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                detail,
                type.callerAction(),
                incident,
                clauses);
    }

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        var clauses = e.clauses().isEmpty() ? null : e.clauses();
        return answer(of(e.type(), e.detail(), null, clauses));
    }

    @ServerExceptionMapper
    Response invalid(InvalidValue e) {
        return answer(of(ProblemType.INVALID_REQUEST, e.detail()));
    }

    // Named too: Quarkus brings a mapper of its own for exactly this class.
    @ServerExceptionMapper(MismatchedInputException.class)
    Response mismatched(MismatchedInputException e) {
        return unreadable(e);
    }

    @ServerExceptionMapper
    Response unreadable(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue known) {
                return invalid(known);
            }
        }
        return answer(
                of(ProblemType.INVALID_REQUEST, "the JSON does not have the documented shape"));
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException e) {
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e) {
        LOG.infof("event=token-refused reason=\"%s\"", e.getMessage());
        return unauthenticated();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, ResourceInfo operation) {
        Method method = operation.getResourceMethod();
        RolesAllowed allowed = method == null ? null : method.getAnnotation(RolesAllowed.class);
        String roles = allowed == null ? "none" : String.join(" or ", allowed.value());
        return answer(of(ProblemType.FORBIDDEN, "this operation needs the role " + roles));
    }

    @ServerExceptionMapper
    Response noRoute(NotFoundException e) {
        return answer(notFound());
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        if (e.getCause() instanceof JacksonException unreadable) {
            return unreadable(unreadable);
        }
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return unknown(e);
        }
        return answer(
                of(ProblemType.INVALID_REQUEST, "the request was refused with status " + status));
    }

    @ServerExceptionMapper
    Response unknown(Throwable e) {
        if (Outage.passes(e)) {
            LOG.warnf("event=database-away state=%s", Outage.state(e));
            return answer(of(ProblemType.UNAVAILABLE, "the database does not answer"));
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(e, "event=internal-error incident=%s", incident);
        return answer(of(ProblemType.INTERNAL_ERROR, "incident " + incident, incident, null));
    }

    /** The answer for what is missing and for what is another tenant's: always these bytes. */
    public static Problem notFound() {
        return of(ProblemType.NOT_FOUND, "no such thing");
    }

    /** The exception behind {@link #notFound}. */
    public static ProblemException absent() {
        return new ProblemException(ProblemType.NOT_FOUND, "no such thing");
    }

    /** Ends a response that no resource will shape. */
    public static void end(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(Buffer.buffer(Json.canonical(problem)));
    }

    /** Ends a response with 401, as a refused token gets it. */
    public static void refuseUnauthenticated(HttpServerResponse response) {
        response.putHeader("WWW-Authenticate", "Bearer");
        end(response, of(ProblemType.UNAUTHENTICATED, NO_TOKEN));
    }

    private static Response unauthenticated() {
        Response answer = answer(of(ProblemType.UNAUTHENTICATED, NO_TOKEN));
        return Response.fromResponse(answer).header("WWW-Authenticate", "Bearer").build();
    }

    private static Response answer(Problem problem) {
        var answer = Response.status(problem.status()).type(MEDIA_TYPE).entity(problem);
        boolean soon =
                problem.status() == ProblemType.UNAVAILABLE.status()
                        || problem.status() == ProblemType.TOO_MANY_REQUESTS.status();
        return (soon ? answer.header("Retry-After", RETRY_SECONDS) : answer).build();
    }
}
