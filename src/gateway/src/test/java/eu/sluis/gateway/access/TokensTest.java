package eu.sluis.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Role;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestMember;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.kit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class TokensTest {

    private static HttpResponse<byte[]> me(String token) {
        return Http.bearer(token).get("/v1/me");
    }

    private static void assertRefused(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Http.problem(answer)).isEqualTo("unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void aGoodTokenPasses() {
        assertThat(me(TestTenant.make().member().token()).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                wrong("expired", claims -> claims.expiresAt(Instant.now().minusSeconds(60))),
                wrong(
                        "issuedInTheFuture",
                        claims ->
                                claims.issuedAt(Instant.now().plusSeconds(600))
                                        .expiresAt(Instant.now().plusSeconds(900))),
                wrong(
                        "notYetValid",
                        claims ->
                                claims.claim(
                                        "nbf", Instant.now().plusSeconds(600).getEpochSecond())),
                wrong(
                        "foreignIssuer",
                        claims -> claims.issuer("https://elsewhere.example/realms/sluis")),
                wrong("issuerWithSlash", claims -> claims.issuer(Tokens.issuer() + "/")),
                wrong(
                        "issuerInCapitals",
                        claims ->
                                claims.issuer(Tokens.issuer().toUpperCase(java.util.Locale.ROOT))),
                wrong("otherRealm", claims -> claims.issuer(Tokens.issuer() + "2")),
                wrong("wrongAudience", claims -> claims.audience("account")),
                wrong("idToken", claims -> claims.claim("typ", "ID")),
                wrong("refreshToken", claims -> claims.claim("typ", "Refresh")),
                wrong("logoutToken", claims -> claims.claim("typ", "Logout")),
                wrong("dpopBound", claims -> claims.claim("typ", "DPoP")),
                wrong("boundToAKey", claims -> claims.claim("cnf", Map.of("jkt", "x"))),
                wrong("noOrganization", claims -> claims.remove("organization")),
                wrong(
                        "organizationByAlias",
                        claims -> claims.claim("organization", List.of("t-alias"))),
                wrong(
                        "organizationWithoutId",
                        claims -> claims.claim("organization", Map.of("t-alias", Map.of()))),
                wrong(
                        "unknownOrganization",
                        claims ->
                                claims.claim(
                                        "organization",
                                        organization(UUID.randomUUID().toString()))),
                wrong("noSubject", claims -> claims.remove("sub")),
                wrong("unknownSubject", claims -> claims.subject(UUID.randomUUID().toString())),
                wrong(
                        "membersSubjectWithTheOperatorsClient",
                        claims -> claims.claim("azp", "sluis-operator")));
    }

    private static Arguments wrong(String name, UnaryOperator<JwtClaimsBuilder> change) {
        return Arguments.of(name, change);
    }

    private static Map<String, Object> organization(String id) {
        return Map.of("t-alias", Map.of("id", id));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void refusesAWrongClaim(String name, UnaryOperator<JwtClaimsBuilder> change) {
        var claims = TestTenant.make().member(Role.TENANT_ADMIN).claims();

        assertRefused(me(Tokens.sign(change.apply(claims))));
    }

    /** Even where a row makes the operator a member: else a tenant could be the operator's own. */
    @Test
    void refusesTheOperatorsSubjectWithTheTenantsClient() {
        TestTenant tenant = TestTenant.make();
        Sql.execute(
                "INSERT INTO member (tenant, issuer, subject, name, roles) VALUES (?, ?, ?, 'operator', '{tenant-admin}')",
                tenant.id().value(),
                Tokens.issuer(),
                Tokens.OPERATOR);

        var token = Tokens.sign(Tokens.member(tenant.organization(), Tokens.OPERATOR));

        assertRefused(me(token));
    }

    @Test
    void refusesATokenWithoutEnd() {
        TestMember member = TestTenant.make().member();
        String payload =
                """
                {"iss":"%s","sub":"%s","aud":"sluis-gateway","typ":"Bearer","azp":"sluis-cli","iat":%d,
                 "organization":{"t-alias":{"id":"%s"}}}\
                """
                        .formatted(
                                Tokens.issuer(),
                                member.subject(),
                                Instant.now().getEpochSecond(),
                                member.tenant().organization());

        assertRefused(me(Tokens.signRaw("{\"alg\":\"ES256\",\"kid\":\"test-key\"}", payload)));
    }

    @Test
    void passesTheSamePayloadWithAnEnd() {
        TestMember member = TestTenant.make().member();

        assertThat(
                        me(Tokens.signRaw(
                                        "{\"alg\":\"ES256\",\"kid\":\"test-key\"}",
                                        payload(member)))
                                .statusCode())
                .isEqualTo(200);
    }

    private static String payload(TestMember member) {
        return """
        {"iss":"%s","sub":"%s","aud":"sluis-gateway","typ":"Bearer","azp":"sluis-cli","iat":%d,"exp":%d,
         "organization":{"t-alias":{"id":"%s"}}}\
        """
                .formatted(
                        Tokens.issuer(),
                        member.subject(),
                        Instant.now().getEpochSecond(),
                        Instant.now().getEpochSecond() + 300,
                        member.tenant().organization());
    }

    @Test
    void refusesTwoOrganizations() {
        var one = TestTenant.make();
        var two = TestTenant.make();
        var both =
                Map.of(
                        "t-one", Map.of("id", one.organization()),
                        "t-two", Map.of("id", two.organization()));

        assertRefused(me(Tokens.sign(one.member().claims().claim("organization", both))));
    }

    @Test
    void anotherOrganizationsAliasGainsNothing() {
        var own = TestTenant.make();
        var member = own.member();
        var other = TestTenant.make();
        var alias = "t-" + other.id().toString().replace("-", "");
        var claims =
                member.claims()
                        .claim("organization", Map.of(alias, Map.of("id", own.organization())));

        assertThat(Http.json(me(Tokens.sign(claims))).path("tenant").asText())
                .isEqualTo(own.id().toString());
    }

    @Test
    void anotherOrganizationsIdIsRefused() {
        var member = TestTenant.make().member();
        var claims =
                member.claims()
                        .claim("organization", organization(TestTenant.make().organization()));

        assertRefused(me(Tokens.sign(claims)));
    }

    @Test
    void aKeycloakAdministratorIsNobodyHere() {
        var claims =
                Tokens.claims(UUID.randomUUID().toString(), "sluis-operator")
                        .claim(
                                "resource_access",
                                Map.of(
                                        "realm-management",
                                        Map.of(
                                                "roles",
                                                List.of("realm-admin", "manage-organizations"))))
                        .claim("realm_access", Map.of("roles", List.of("operator", "admin")))
                        .groups("operator");

        assertRefused(me(Tokens.sign(claims)));
    }

    @Test
    void rolesThatATokenClaimsAreNotRolesHere() {
        var claims =
                TestTenant.make()
                        .member()
                        .claims()
                        .groups("tenant-admin")
                        .claim(
                                "realm_access",
                                Map.of("roles", List.of("tenant-admin", "operator")));

        var answer = Http.bearer(Tokens.sign(claims)).get("/v1/members");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    static Stream<Arguments> wrongHeaders() {
        return Stream.of("none", "None", "NONE", "", "HS512", "ES384", "PS256", "EdDSA")
                .map(algorithm -> Arguments.of(algorithm));
    }

    @ParameterizedTest(name = "alg {0}")
    @MethodSource("wrongHeaders")
    void refusesAnotherAlgorithm(String algorithm) {
        String payload = payload(TestTenant.make().member());
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"test-key\"}";

        assertRefused(me(Tokens.signRaw(header, payload)));
        assertRefused(me(base64(header) + "." + base64(payload) + "."));
    }

    @Test
    void refusesAHeaderWithoutAlgorithmOrWithACriticalExtension() {
        String payload = payload(TestTenant.make().member());

        assertRefused(me(Tokens.signRaw("{\"kid\":\"test-key\"}", payload)));
        assertRefused(
                me(
                        Tokens.signRaw(
                                "{\"alg\":\"ES256\",\"kid\":\"test-key\",\"crit\":[\"x\"],\"x\":1}",
                                payload)));
    }

    @Test
    void refusesTheEllipticPublicKeyAsHmacSecret() throws GeneralSecurityException {
        String head =
                base64("{\"alg\":\"HS256\",\"kid\":\"test-key\"}")
                        + "."
                        + base64(payload(TestTenant.make().member()));
        byte[] der = Tokens.KEY.getPublic().getEncoded();
        String pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n";

        for (byte[] secret : List.of(der, pem.getBytes(StandardCharsets.UTF_8))) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] tag = mac.doFinal(head.getBytes(StandardCharsets.UTF_8));
            assertRefused(
                    me(head + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(tag)));
        }
    }

    @Test
    void refusesAnotherKeyEvenIfTheHeaderBringsIt() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair own = generator.generateKeyPair();
        var claims = TestTenant.make().member().claims();

        for (String key :
                List.of(
                        "test-key",
                        "https://evil.example/key",
                        "../../etc/passwd",
                        "' OR 1=1 --")) {
            String token =
                    claims.jws()
                            .keyId(key)
                            .header("jku", "http://127.0.0.1:1/keys")
                            .header("x5u", "http://127.0.0.1:1/chain")
                            .algorithm(SignatureAlgorithm.ES256)
                            .sign(own.getPrivate());
            assertRefused(me(token));
        }
    }

    @Test
    void refusesWhatIsNoToken() {
        String good = TestTenant.make().member().token();

        for (String bad :
                List.of(
                        "x",
                        "a.b.c",
                        good + "x",
                        good.substring(0, good.length() - 8),
                        good.replace('.', ','),
                        "....")) {
            assertThat(me(bad).statusCode()).as(bad).isEqualTo(401);
            assertRefused(me(bad));
        }
        assertRefused(Http.anonymous().get("/v1/me"));
        assertRefused(Http.anonymous().send("GET", "/v1/me", null, "Authorization", "Basic YTpi"));
    }

    @Test
    void aMemberWhoseRowIsGoneIsOutAtOnce() {
        var member = TestTenant.make().member();
        String token = member.token();
        assertThat(me(token).statusCode()).isEqualTo(200);

        eu.sluis.gateway.kit.Sql.execute("DELETE FROM member WHERE subject = ?", member.subject());

        assertRefused(me(token));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
