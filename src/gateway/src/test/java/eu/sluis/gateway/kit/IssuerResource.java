package eu.sluis.gateway.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An issuer that serves discovery and its public key; {@link Tokens} signs in its name. */
public final class IssuerResource implements QuarkusTestResourceLifecycleManager {

    private static final String REALM = "/realms/sluis";

    private HttpServer server;
    private FakeKeycloak keycloak;
    private Path authority;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            authority = Files.createTempFile("sluis-test-ca", ".pem");
            Files.writeString(
                    authority, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String issuer = "http://127.0.0.1:" + server.getAddress().getPort() + REALM;
        server.createContext(
                REALM + "/.well-known/openid-configuration",
                exchange -> answer(exchange, 200, discovery(issuer)));
        server.createContext(
                REALM + "/protocol/openid-connect/certs",
                exchange -> answer(exchange, 200, Tokens.keySet()));
        keycloak = new FakeKeycloak();
        keycloak.serve(server);
        server.start();
        return Map.of(
                "sluis.access.issuer",
                issuer,
                "sluis.access.operators",
                Tokens.OPERATOR,
                "sluis.access.gateway",
                "https://sluis.test",
                "sluis.access.certificate-authority",
                authority.toString());
    }

    private static String discovery(String issuer) {
        String endpoints = issuer + "/protocol/openid-connect";
        return """
        {"issuer":"%s","jwks_uri":"%s/certs","token_endpoint":"%s/token",
         "authorization_endpoint":"%s/auth","introspection_endpoint":"%s/introspect"}\
        """
                .formatted(issuer, endpoints, endpoints, endpoints, endpoints);
    }

    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(keycloak, new TestInjector.MatchesType(FakeKeycloak.class));
    }

    @Override
    public void stop() {
        try {
            if (server != null) {
                server.stop(0);
                Files.deleteIfExists(authority);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
