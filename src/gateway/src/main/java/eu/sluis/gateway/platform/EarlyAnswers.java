package eu.sluis.gateway.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/**
 * Ends the connection of a request that was answered before its body had come.
 *
 * <p>Without it a refused upload is taken in to its last byte and thrown away, and a client that
 * reads only after it has sent sees its refusal only then. A client that sends {@code Expect:
 * 100-continue} is answered before it sends anything.
 */
final class EarlyAnswers {

    private static final int BEFORE_THE_GUARDS = 20_000;

    /** For the answer to arrive: a close with bytes unread may discard it on its way. */
    private static final long LINGER_MILLIS = 1_000;

    EarlyAnswers() {}

    static void install(@Observes Filters filters) {
        filters.register(EarlyAnswers::watch, BEFORE_THE_GUARDS);
    }

    private static void watch(RoutingContext context) {
        context.addEndHandler(_ -> {
            if (!context.request().isEnded()) {
                context.vertx().setTimer(LINGER_MILLIS, _ -> end(context.request()));
            }
        });
        context.next();
    }

    /** A connection of HTTP/2 carries other requests too: only this one's stream ends. */
    private static void end(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
            return;
        }
        request.connection().close();
    }
}
