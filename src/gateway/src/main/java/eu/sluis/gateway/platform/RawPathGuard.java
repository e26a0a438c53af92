package eu.sluis.gateway.platform;

import eu.sluis.contract.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Refuses every raw path that is not canonical, before anything routes by it.
 *
 * <p>Paths of this service need no escapes, so {@code %}, {@code ;}, {@code //}, dot segments and a
 * trailing slash are all answered with 400. Source: CVE-2026-50559, CVE-2026-87743.
 */
final class RawPathGuard {

    private static final int BEFORE_ALL_OTHERS = 10_000;
    private static final Pattern CANONICAL =
            Pattern.compile("/|(/[A-Za-z0-9_-]([A-Za-z0-9_.:-]*[A-Za-z0-9_-])?)+");

    RawPathGuard() {}

    static void install(@Observes Filters filters) {
        filters.register(RawPathGuard::guard, BEFORE_ALL_OTHERS);
    }

    private static void guard(RoutingContext context) {
        String uri = context.request().uri();
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        if (CANONICAL.matcher(path).matches()) {
            context.next();
            return;
        }
        var problem =
                Problems.of(
                        ProblemType.MALFORMED_PATH,
                        "the path holds an escape, an empty or a dot segment");
        Problems.end(context.response(), problem);
    }
}
