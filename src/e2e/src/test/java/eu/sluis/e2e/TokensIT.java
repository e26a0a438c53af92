package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tokens that the real Keycloak gives, and that open nothing: of its administrators, of another
 * realm, for another tenant's organization.
 */
@Order(6)
class TokensIT {

    private static final String REALM = Stand.of("SLUIS_ISSUER");
    private static final String MASTER = REALM.replaceFirst("/sluis$", "/master");
    private static final String ADMIN = REALM.replaceFirst("/realms/", "/admin/realms/");

    /**
     * Open to all by design: an enrolment is public, a redemption is signed by the key it names.
     */
    private static final List<String> WITHOUT_TOKEN =
            List.of("GET /v1/enrolments/{alias}", "POST /v1/runner/redemptions");

    private static final byte[] BODY = {'{', '}'};
    private static final String BODYS_DIGEST =
            "sha-256=:" + Base64.getEncoder().encodeToString(Digest.of(BODY).raw()) + ":";

    private static String administrator;
    private static Map<String, String> service;

    private record Operation(String method, String path) {}

    @BeforeAll
    static void becomeAdministrator() throws IOException {
        String secret = UUID.randomUUID().toString();
        String client = "bootstrap-" + UUID.randomUUID();
        Path home = Stand.directory().resolve("keycloak");
        Path program = home.resolve("lib").toRealPath().resolveSibling("bin/kc.sh");
        Stand.run(
                        Map.of(
                                "BOOTSTRAP_SECRET",
                                secret,
                                "JAVA_OPTS_KC_HEAP",
                                "-Xmx256m",
                                "KC_HTTP_MANAGEMENT_PORT",
                                Integer.toString(freePort())),
                        program.toString(),
                        "-Dkc.home.dir=" + home,
                        "-Djboss.server.config.dir=" + home.resolve("conf"),
                        "bootstrap-admin",
                        "service",
                        "--optimized",
                        "--client-id=" + client,
                        "--client-secret:env=BOOTSTRAP_SECRET")
                .ok();
        service =
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", client,
                        "client_secret", secret);
        administrator = accessToken(MASTER, service);
    }

    /** The command opens this port beside the server that runs, whatever for. */
    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static String accessToken(String issuer, Map<String, String> form) throws IOException {
        return Rest.token(issuer, form).ok().path("access_token").asText();
    }

    /** Asks Keycloak itself, as its administrator. */
    private static JsonNode keycloak(String method, String path, Object body) throws IOException {
        Rest.Answer answer =
                Rest.send(
                        Rest.to(
                                        ADMIN + path,
                                        administrator,
                                        method,
                                        method.equals("GET")
                                                ? BodyPublishers.noBody()
                                                : BodyPublishers.ofByteArray(
                                                        Json.mapper().writeValueAsBytes(body)))
                                .header("Content-Type", "application/json"));
        return answer.ok();
    }

    /** Every operation of the interface. */
    private static List<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        Pattern line = Pattern.compile("^  (/v1/\\S+):$|^    (get|put|post|delete|patch):$");
        String path = "";
        for (String text : Files.readAllLines(Stand.CHECKOUT.resolve("src/docs/openapi.yaml"))) {
            Matcher found = line.matcher(text);
            if (found.matches() && found.group(1) != null) {
                path = found.group(1);
            } else if (found.matches()) {
                operations.add(new Operation(found.group(2).toUpperCase(), path));
            }
        }
        return operations;
    }

    private static void opensNothing(String token) throws IOException {
        List<Operation> operations = operations();
        assertThat(operations).hasSizeGreaterThan(40);
        for (Operation operation : operations) {
            String path = operation.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
            int status =
                    Rest.call(
                                    token,
                                    operation.method(),
                                    path,
                                    operation.method().equals("GET") ? new byte[0] : BODY,
                                    "Content-Digest",
                                    BODYS_DIGEST)
                            .status();
            if (WITHOUT_TOKEN.contains(operation.method() + " " + operation.path())) {
                assertThat(status).as("%s", operation).isIn(400, 401, 404, 422);
            } else {
                assertThat(status).as("%s", operation).isIn(401, 403);
            }
        }
    }

    @Test
    void theIssuersSuperuserOpensNothing() throws Exception {
        opensNothing(administrator);
    }

    @Test
    void anAdministratorOfTheRealmOpensNothing() throws Exception {
        Map<String, String> form = realmAdministrator("sluis-admin-" + UUID.randomUUID(), "");

        opensNothing(accessToken(REALM, form));
    }

    @Test
    void anAdministratorWhoJoinsATenantsOrganizationOpensNothing() throws Exception {
        String alias = Tenants.shared().alias();
        Map<String, String> form = realmAdministrator("sluis-joined-" + UUID.randomUUID(), alias);
        String token = accessToken(REALM, form);

        assertThat(claims(token).path("organization").path(alias).path("id").asText()).isNotEmpty();
        assertThat(claims(token).path("aud").asText()).isEqualTo("sluis-gateway");
        opensNothing(token);
    }

    /** She can take the operator's client; who is operator is the gateway's own word. */
    @Test
    void anAdministratorWithTheOperatorsClientIsNoOperator() throws Exception {
        String client =
                keycloak("GET", "/clients?clientId=sluis-operator", "").get(0).path("id").asText();
        String secret = UUID.randomUUID().toString();
        keycloak(
                "PUT",
                "/clients/" + client,
                Map.of("publicClient", false, "serviceAccountsEnabled", true, "secret", secret));
        try {
            String token =
                    accessToken(
                            REALM,
                            Map.of(
                                    "grant_type", "client_credentials",
                                    "client_id", "sluis-operator",
                                    "client_secret", secret));

            assertThat(claims(token).path("azp").asText()).isEqualTo("sluis-operator");
            opensNothing(token);
        } finally {
            keycloak(
                    "PUT",
                    "/clients/" + client,
                    Map.of("publicClient", true, "serviceAccountsEnabled", false));
        }
    }

    /**
     * A robot that may do anything in the realm, in the organization of {@code alias} if not "".
     */
    private static Map<String, String> realmAdministrator(String name, String alias)
            throws IOException {
        String secret = UUID.randomUUID().toString();
        keycloak(
                "POST",
                "/clients",
                Map.of(
                        "clientId",
                        name,
                        "secret",
                        secret,
                        "publicClient",
                        false,
                        "serviceAccountsEnabled",
                        true,
                        "standardFlowEnabled",
                        false,
                        "defaultClientScopes",
                        List.of("basic"),
                        "optionalClientScopes",
                        List.of("organization")));
        String id = keycloak("GET", "/clients?clientId=" + name, "").get(0).path("id").asText();
        String user =
                keycloak("GET", "/clients/" + id + "/service-account-user", "").path("id").asText();
        String management =
                keycloak("GET", "/clients?clientId=realm-management", "")
                        .get(0)
                        .path("id")
                        .asText();
        JsonNode role = keycloak("GET", "/clients/" + management + "/roles/realm-admin", "");
        keycloak("POST", "/users/" + user + "/role-mappings/clients/" + management, List.of(role));
        Map<String, String> form =
                new TreeMap<>(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", name,
                                "client_secret", secret));
        if (!alias.isEmpty()) {
            for (JsonNode organization : keycloak("GET", "/organizations?max=1000", "")) {
                if (organization.path("alias").asText().equals(alias)) {
                    keycloak(
                            "POST",
                            "/organizations/" + organization.path("id").asText() + "/members",
                            user);
                }
            }
            form.put("scope", "organization:" + alias);
        }
        return form;
    }

    @Test
    void aRobotGetsNoTokenForAnotherTenantsOrganization(@TempDir Path directory) throws Exception {
        Tenants.Robot robot = Tenants.shared();
        Tenants.Robot other = Tenants.robot(directory);

        Rest.Answer asked = Rest.tokenFor(robot, other.alias());

        if (asked.status() == 200) {
            opensNothing(asked.body().path("access_token").asText());
        } else {
            assertThat(asked.body().path("error").asText()).isEqualTo("invalid_scope");
        }
    }

    /** Everything right but the key: as if another issuer claimed to be ours. */
    @Test
    void aTokenSignedByAnotherKeyOpensNothing() throws Exception {
        String[] parts = Rest.token(Tenants.shared()).split("\\.");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));

        opensNothing(signed(parts[0], parts[1], generator.generateKeyPair().getPrivate()));
    }

    /** A realm of the same Keycloak that copies the claims it can. */
    @Test
    void aTokenOfAnotherRealmWithTheSameClaimsOpensNothing() throws Exception {
        JsonNode ours = claims(Rest.token(Tenants.shared()));
        String client = claims(administrator).path("azp").asText();
        String id =
                Rest.send(
                                Rest.to(
                                        MASTER.replaceFirst("/realms/", "/admin/realms/")
                                                + "/clients?clientId="
                                                + client,
                                        administrator,
                                        "GET",
                                        BodyPublishers.noBody()))
                        .ok()
                        .get(0)
                        .path("id")
                        .asText();
        copyClaim(id, "aud", "sluis-gateway", "String");
        copyClaim(id, "azp", ours.path("azp").asText(), "String");
        copyClaim(id, "organization", ours.path("organization").toString(), "JSON");

        String token = accessToken(MASTER, service);

        assertThat(claims(token).path("organization")).isEqualTo(ours.path("organization"));
        assertThat(claims(token).path("iss").asText()).isEqualTo(MASTER);
        opensNothing(token);
    }

    private static void copyClaim(String client, String name, String value, String type)
            throws IOException {
        Rest.send(
                        Rest.to(
                                        MASTER.replaceFirst("/realms/", "/admin/realms/")
                                                + "/clients/"
                                                + client
                                                + "/protocol-mappers/models",
                                        administrator,
                                        "POST",
                                        BodyPublishers.ofByteArray(
                                                Json.mapper()
                                                        .writeValueAsBytes(
                                                                Map.of(
                                                                        "name",
                                                                        name,
                                                                        "protocol",
                                                                        "openid-connect",
                                                                        "protocolMapper",
                                                                        "oidc-hardcoded-claim-mapper",
                                                                        "config",
                                                                        Map.of(
                                                                                "claim.name",
                                                                                name,
                                                                                "claim.value",
                                                                                value,
                                                                                "jsonType.label",
                                                                                type,
                                                                                "access.token.claim",
                                                                                "true",
                                                                                "lightweight.claim",
                                                                                "true")))))
                                .header("Content-Type", "application/json"))
                .ok();
    }

    private static String signed(String header, String claims, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return header
                + "."
                + claims
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static JsonNode claims(String token) throws IOException {
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    /** So that the tests above cannot pass because nothing is ever let in. */
    @Test
    void aMembersOwnTokenOpensWhatIsHers() throws Exception {
        String token = Rest.token(Tenants.shared());

        assertThat(Rest.get(token, "/v1/me").status()).isEqualTo(200);
        assertThat(claims(token).path("exp").asLong())
                .isGreaterThan(Instant.now().getEpochSecond());
    }
}
