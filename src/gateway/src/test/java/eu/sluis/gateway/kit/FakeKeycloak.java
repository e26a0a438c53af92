package eu.sluis.gateway.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The few calls of Keycloak's Admin API that onboarding makes, in memory. The real one is e2e's.
 */
public final class FakeKeycloak {

    private static final String ADMIN = "/admin/realms/sluis";
    private static final String CLIENTS = "/realms/sluis/clients-registrations/default";

    private final Map<String, ObjectNode> organizations = new LinkedHashMap<>();
    private final Map<String, ObjectNode> users = new LinkedHashMap<>();
    private final Set<String> memberships = new HashSet<>();
    private final List<String> tokens = new ArrayList<>();
    private String failing = "";

    void serve(HttpServer server) {
        server.createContext(ADMIN, this::admin);
        server.createContext(CLIENTS, this::clients);
    }

    /** Makes every call fail whose method and path contain {@code part}; empty for none. */
    public synchronized void failOn(String part) {
        failing = part;
    }

    public synchronized List<String> organizationNames() {
        return organizations.values().stream().map(each -> each.path("name").asText()).toList();
    }

    public synchronized List<String> userNames() {
        return users.values().stream().map(each -> each.path("username").asText()).toList();
    }

    /** Makes an organization that no tenant has, as a gateway that died would leave it. */
    public synchronized String leaveOrganization(String name, String alias) {
        ObjectNode made = Json.mapper().createObjectNode().put("name", name).put("alias", alias);
        return put(organizations, made);
    }

    /** Somebody whom the realm knew before. */
    public synchronized String user(String username, String email) {
        return put(
                users,
                Json.mapper().createObjectNode().put("username", username).put("email", email));
    }

    public synchronized boolean isMember(String organization, String subject) {
        return memberships.contains(organization + " " + subject);
    }

    /** The bearer tokens that came, newest last. */
    public synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    private synchronized void admin(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ADMIN.length());
        String call = exchange.getRequestMethod() + " " + path;
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        JsonNode body = body(exchange);
        if (!failing.isEmpty() && call.contains(failing)) {
            IssuerResource.answer(exchange, 500, "{}");
        } else if (call.equals("GET /organizations")) {
            list(exchange, organizations, "name", query(exchange, "search"));
        } else if (call.equals("POST /organizations")) {
            created(exchange, put(organizations, (ObjectNode) body));
        } else if (call.startsWith("DELETE /organizations/")) {
            organizations.remove(path.substring("/organizations/".length()));
            IssuerResource.answer(exchange, 204, "");
        } else if (call.matches("POST /organizations/[^/]+/members")) {
            boolean added = memberships.add(path.split("/")[2] + " " + body.asText());
            IssuerResource.answer(exchange, added ? 201 : 409, "");
        } else if (call.equals("GET /users")) {
            list(exchange, users, "username", query(exchange, "username"));
        } else if (call.equals("POST /users")) {
            created(exchange, put(users, (ObjectNode) body));
        } else if (call.matches("PUT /users/[^/]+/reset-password")) {
            IssuerResource.answer(exchange, 204, "");
        } else if (call.startsWith("DELETE /users/")) {
            users.remove(path.substring("/users/".length()));
            IssuerResource.answer(exchange, 204, "");
        } else {
            IssuerResource.answer(exchange, 404, "{}");
        }
    }

    private synchronized void clients(HttpExchange exchange) throws IOException {
        JsonNode body = body(exchange);
        if (exchange.getRequestMethod().equals("DELETE")) {
            String path = exchange.getRequestURI().getPath();
            String client = path.substring(path.lastIndexOf('/') + 1);
            users.values()
                    .removeIf(user ->
                            user.path("username").asText().equals("service-account-" + client));
            IssuerResource.answer(exchange, 204, "");
            return;
        }
        String client = body.path("clientId").asText();
        user("service-account-" + client, "");
        IssuerResource.answer(
                exchange,
                201,
                """
                {"clientId":"%s","secret":"%s","registrationAccessToken":"r"}\
                """
                        .formatted(client, UUID.randomUUID()));
    }

    private static String put(Map<String, ObjectNode> into, ObjectNode value) {
        String id = UUID.randomUUID().toString();
        into.put(id, value.put("id", id));
        return id;
    }

    private static void list(
            HttpExchange exchange, Map<String, ObjectNode> from, String member, String wanted)
            throws IOException {
        var found = Json.mapper().createArrayNode();
        from.values().stream()
                .filter(each -> each.path(member).asText().equals(wanted))
                .forEach(found::add);
        IssuerResource.answer(exchange, 200, found.toString());
    }

    private static void created(HttpExchange exchange, String id) throws IOException {
        String location = "http://keycloak" + exchange.getRequestURI().getPath() + "/" + id;
        exchange.getResponseHeaders().set("Location", location);
        IssuerResource.answer(exchange, 201, "");
    }

    private static String query(HttpExchange exchange, String name) {
        for (String pair : exchange.getRequestURI().getQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1).replace('+', ' ');
            }
        }
        return "";
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        return bytes.length == 0 ? Json.mapper().createObjectNode() : Json.mapper().readTree(bytes);
    }
}
