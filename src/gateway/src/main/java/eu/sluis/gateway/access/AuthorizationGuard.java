package eu.sluis.gateway.access;

import eu.sluis.gateway.platform.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses every {@code Authorization} that is neither one compact JWS nor a runner's, before
 * anything parses it.
 *
 * <p>The OIDC layer answers some malformed tokens with 500, and would take two headers.
 */
final class AuthorizationGuard {

    private static final int AFTER_RAW_PATHS = 9_000;
    private static final Pattern FORM =
            Pattern.compile(
                    "Bearer [A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+|Sluis-Runner .+");

    AuthorizationGuard() {}

    static void install(@Observes Filters filters) {
        filters.register(AuthorizationGuard::guard, AFTER_RAW_PATHS);
    }

    private static void guard(RoutingContext context) {
        List<String> values = context.request().headers().getAll("Authorization");
        boolean wellFormed =
                values.isEmpty() || values.size() == 1 && FORM.matcher(values.getFirst()).matches();
        if (wellFormed) {
            context.next();
            return;
        }
        Problems.refuseUnauthenticated(context.response());
    }
}
