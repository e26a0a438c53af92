package eu.sluis.gateway.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Role;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.kit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sends paths as bytes: a client library would tidy them up. */
@QuarkusTest
class RawPathTest {

    private static final List<String> INSERTS =
            List.of(
                    "/",
                    "//",
                    "/./",
                    "/.",
                    "/../",
                    "/..",
                    "/..;/",
                    ";",
                    ";x=y",
                    "%2f",
                    "%2F",
                    "%5c",
                    "\\",
                    "%2e",
                    "%2e%2e",
                    "/%2e/",
                    "/%2e%2e/",
                    "%00",
                    "%0a",
                    "%0d%0a",
                    "%09",
                    "%20",
                    "%25",
                    "%252f",
                    "%252e",
                    "%c0%af",
                    "%c0%ae",
                    "%e0%80%af",
                    "%ef%bc%8f",
                    "%u002f",
                    "%",
                    "%2",
                    "%zz",
                    ".",
                    "..",
                    "...",
                    "~",
                    "*",
                    "'",
                    "\"",
                    "<",
                    "|",
                    "^",
                    "`",
                    "{",
                    "}",
                    "[",
                    "]",
                    "#",
                    "@",
                    "!",
                    "$",
                    "&",
                    "(",
                    ")",
                    "+",
                    ",",
                    "=",
                    "\t",
                    "\u0001",
                    "\u007f",
                    "\u0080",
                    "\u00ff");

    private static final List<String> ROUTES =
            List.of(
                    "/v1/me",
                    "/v1/projects",
                    "/v1/members",
                    "/v1/admin/tenants",
                    "/v1/admin/sites");

    private static Set<String> mutations(String route) {
        Set<String> made = new TreeSet<>();
        String last = route.substring(route.lastIndexOf('/') + 1);
        String head = route.substring(0, route.length() - last.length());
        for (String insert : INSERTS) {
            made.add(route + insert);
            made.add(insert + route);
            made.add(head + insert + last);
            made.add(head.substring(0, head.length() - 1) + insert + last);
            made.add(route.substring(0, 2) + insert + route.substring(2));
        }
        made.add("http://127.0.0.1" + route);
        made.add("//127.0.0.1" + route);
        made.add("/v1/x/.." + route.substring(3));
        made.add(route.toUpperCase(java.util.Locale.ROOT));
        made.add(route.replace("e", "%65"));
        // White space around the target is no part of it: the line is split there.
        made.removeIf(target -> target.strip().equals(route));
        return made;
    }

    private static int status(String target, String authorization) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", Http.port())) {
            socket.setSoTimeout(5_000);
            String request =
                    "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sConnection: close\r\n\r\n"
                            .formatted(target, authorization);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        }
    }

    /**
     * With a token that the plain path takes: so it is the guard, not want of a role, that refuses.
     */
    @Test
    void noMutationOfAProtectedPathGetsThrough() throws IOException {
        String member = header(TestTenant.make().member(Role.TENANT_ADMIN).token());
        String operator = header(Tokens.operator());
        List<String> through = new ArrayList<>();
        int count = 0;
        for (String route : ROUTES) {
            String authorization = route.contains("/admin/") ? operator : member;
            assertThat(status(route, authorization)).as(route).isEqualTo(200);
            assertThat(status(route, "")).as(route).isEqualTo(401);
            for (String target : mutations(route)) {
                int status = status(target, authorization);
                count++;
                if (status >= 200 && status < 400 || status >= 500) {
                    through.add(target + " -> " + status);
                }
            }
        }

        assertThat(through).isEmpty();
        assertThat(count).isGreaterThan(1_000);
    }

    private static String header(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @Test
    void aMutationThatWouldReachARouteIsRefusedEvenWithAToken() throws IOException {
        String authorization = header(TestTenant.make().member(Role.TENANT_ADMIN).token());
        assertThat(status("/v1/members", authorization)).isEqualTo(200);

        for (String target :
                List.of(
                        "/v1//members",
                        "/v1/./members",
                        "/v1/x/../members",
                        "/v1/members/",
                        "/v1/%6dembers",
                        "/v1/members;x",
                        "/v1;x/members")) {
            assertThat(status(target, authorization)).as(target).isEqualTo(400);
        }
    }

    @Test
    void twoAuthorizationHeadersAreRefused() throws IOException {
        String authorization = header(TestTenant.make().member(Role.TENANT_ADMIN).token());

        assertThat(status("/v1/members", authorization + authorization)).isEqualTo(401);
    }
}
