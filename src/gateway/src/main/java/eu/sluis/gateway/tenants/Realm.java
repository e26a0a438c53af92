package eu.sluis.gateway.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.gateway.access.AccessConfig;
import eu.sluis.gateway.access.Operator;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The issuer's realm as the operator may change it: organizations, people and robots.
 *
 * <p>Every call carries the operator's own token; the gateway has no credential there. Source:
 * Keycloak 26 Admin REST API; client registration by OpenID Connect Dynamic Client Registration's
 * sibling {@code clients-registrations/default}.
 */
@ApplicationScoped
class Realm {

    private final RealmHttp http;
    private final String admin;
    private final String registrations;

    Realm(RealmHttp http, AccessConfig access) {
        this.http = http;
        String issuer = access.issuer();
        this.admin = issuer.replaceFirst("/realms/([^/]+)$", "/admin/realms/$1");
        this.registrations = issuer + "/clients-registrations/default";
    }

    /** An organization: the alias asks for it in a scope, the id names it in tokens. */
    record Organization(String id, String alias) {}

    /** A person. */
    record Person(String id, String email, boolean neverLoggedIn) {}

    /** A confidential client and the user that it acts as. */
    record Robot(String subject, String secret, String registrationToken) {

        @Override
        public String toString() {
            return "Robot[" + subject + ", secrets withheld]";
        }
    }

    Optional<Organization> organizationNamed(Operator operator, String name) {
        JsonNode found =
                http.get(operator, admin + "/organizations?exact=true&search=" + encoded(name));
        for (JsonNode each : found) {
            if (name.equals(each.path("name").asText())) {
                return Optional.of(
                        new Organization(each.path("id").asText(), each.path("alias").asText()));
            }
        }
        return Optional.empty();
    }

    /** Makes an organization without domains, under a random alias that tells nothing. */
    Organization createOrganization(Operator operator, String name) {
        String alias = "t-" + UUID.randomUUID().toString().replace("-", "");
        String id =
                http.create(
                        operator,
                        admin + "/organizations",
                        Map.of("name", name, "alias", alias, "enabled", true));
        return new Organization(id, alias);
    }

    void deleteOrganization(Operator operator, Organization organization) {
        http.delete(operator.token(), admin + "/organizations/" + organization.id());
    }

    Optional<Person> personNamed(Operator operator, String login) {
        return user(operator, login)
                .map(user ->
                        new Person(
                                user.path("id").asText(),
                                user.path("email").asText(),
                                user.path("requiredActions")
                                        .toString()
                                        .contains("UPDATE_PASSWORD")));
    }

    private Optional<JsonNode> user(Operator operator, String login) {
        JsonNode found = http.get(operator, admin + "/users?exact=true&username=" + encoded(login));
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /**
     * Makes a person whose password must be changed at first login.
     *
     * @return the subject
     */
    String createPerson(Operator operator, String login, String email, String password) {
        var user = new HashMap<String, Object>();
        user.put("username", login);
        user.put("email", email);
        user.put("emailVerified", true);
        user.put("firstName", login);
        user.put("lastName", "-");
        user.put("enabled", true);
        user.put("requiredActions", List.of("UPDATE_PASSWORD"));
        user.put("credentials", List.of(temporary(password)));
        return http.create(operator, admin + "/users", user);
    }

    void resetPassword(Operator operator, String subject, String password) {
        http.put(operator, admin + "/users/" + subject + "/reset-password", temporary(password));
    }

    private static Map<String, Object> temporary(String password) {
        return Map.of("type", "password", "value", password, "temporary", true);
    }

    void deletePerson(Operator operator, String subject) {
        http.delete(operator.token(), admin + "/users/" + subject);
    }

    /** Makes a confidential client that logs in by its own credentials alone. */
    Robot createRobot(Operator operator, String clientId) {
        var client = new HashMap<String, Object>();
        client.put("clientId", clientId);
        client.put("publicClient", false);
        client.put("serviceAccountsEnabled", true);
        client.put("standardFlowEnabled", false);
        client.put("implicitFlowEnabled", false);
        client.put("directAccessGrantsEnabled", false);
        client.put("fullScopeAllowed", false);
        client.put("defaultClientScopes", List.of("basic"));
        client.put("optionalClientScopes", List.of("organization"));
        JsonNode made = http.post(operator, registrations, client);
        JsonNode user =
                user(operator, "service-account-" + clientId)
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemType.UNAVAILABLE,
                                        "the issuer made a client without a service account"));
        return new Robot(
                user.path("id").asText(),
                made.path("secret").asText(),
                made.path("registrationAccessToken").asText());
    }

    void deleteRobot(Robot robot, String clientId) {
        http.delete(robot.registrationToken(), registrations + "/" + clientId);
    }

    /** Makes a person or a robot's user a member; nothing happens if it is one already. */
    void join(Operator operator, String organization, String subject) {
        http.join(operator, admin + "/organizations/" + organization + "/members", subject);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
