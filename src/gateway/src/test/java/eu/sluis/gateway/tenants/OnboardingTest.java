package eu.sluis.gateway.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.Role;
import eu.sluis.contract.api.NewMember;
import eu.sluis.contract.api.NewMemberView;
import eu.sluis.contract.api.NewTenant;
import eu.sluis.contract.api.TenantView;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.gateway.kit.FakeKeycloak;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NullUnmarked // its fields are set before each test
class OnboardingTest {

    private static final String TENANTS = "/v1/admin/tenants";

    FakeKeycloak keycloak;

    private String token;
    private Http operator;

    @BeforeEach
    void logIn() {
        token = Tokens.operator();
        operator = Http.bearer(token);
    }

    @AfterEach
    void mendKeycloak() {
        keycloak.failOn("");
    }

    private static String freshName() {
        return "hospital " + UUID.randomUUID();
    }

    @Test
    void theEnrolmentStringPinsTheDocumentThatItsAliasLeadsTo() {
        var wanted = new NewTenant(freshName(), null);

        var made = Http.body(operator.post(TENANTS, wanted), TenantView.class);

        String alias = made.enrolment().replaceAll("sluis://sluis.test/(t-[0-9a-f]{32})#.*", "$1");
        byte[] document = Http.anonymous().get("/v1/enrolments/" + alias).body();
        assertThat(made.enrolment()).endsWith("#" + Digest.of(document));
        var enrolment = Json.readCanonical(document, Enrolment.class);
        assertThat(enrolment.tenant()).isEqualTo(made.id());
        assertThat(enrolment.organization()).isEqualTo(alias);
        assertThat(enrolment.clientId()).isEqualTo("sluis-cli");
    }

    @Test
    void theOperatorEnrolsWithoutAnyTenant() {
        byte[] document = Http.anonymous().get("/v1/enrolments/operator").body();

        var enrolment = Json.readCanonical(document, Enrolment.class);
        assertThat(enrolment.clientId()).isEqualTo("sluis-operator");
        assertThat(enrolment.tenant()).isEqualTo(Enrolments.NOBODY);
    }

    @Test
    void forwardsTheOperatorsOwnTokenAndNothingElse() {
        operator.post(TENANTS, new NewTenant(freshName(), null));

        assertThat(keycloak.tokens().getLast()).isEqualTo("Bearer " + token);
    }

    @Test
    void repeatingWithTheSameKeyGivesTheSameTenant() {
        var wanted = new NewTenant(freshName(), null);

        var first =
                operator.send(
                        "POST",
                        TENANTS,
                        wanted,
                        "Idempotency-Key",
                        wanted.name().replace(' ', '-'));
        var second =
                operator.send(
                        "POST",
                        TENANTS,
                        wanted,
                        "Idempotency-Key",
                        wanted.name().replace(' ', '-'));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void refusesTheSameKeyForAnotherTenant() {
        String key = UUID.randomUUID().toString();
        operator.send("POST", TENANTS, new NewTenant(freshName(), null), "Idempotency-Key", key);

        var answer =
                operator.send(
                        "POST", TENANTS, new NewTenant(freshName(), null), "Idempotency-Key", key);

        assertThat(Http.problem(answer)).isEqualTo("idempotency-key-reused");
    }

    @Test
    void refusesANameThatATenantHas() {
        var wanted = new NewTenant(freshName(), null);
        operator.post(TENANTS, wanted);

        var answer = operator.post(TENANTS, wanted);

        assertThat(Http.problem(answer)).isEqualTo("conflict");
        assertThat(keycloak.organizationNames()).containsOnlyOnce(wanted.name());
    }

    @Test
    void takesUpTheOrganizationThatAnInterruptedRunLeft() {
        String name = freshName();
        String alias = "t-" + UUID.randomUUID().toString().replace("-", "");
        keycloak.leaveOrganization(name, alias);

        var made = Http.body(operator.post(TENANTS, new NewTenant(name, null)), TenantView.class);

        assertThat(made.enrolment()).contains("/" + alias + "#");
        assertThat(keycloak.organizationNames()).containsOnlyOnce(name);
    }

    @Test
    void refusesAnOrganizationThatIsNotOurs() {
        String name = freshName();
        keycloak.leaveOrganization(name, "speaking-alias");

        var answer = operator.post(TENANTS, new NewTenant(name, null));

        assertThat(Http.problem(answer)).isEqualTo("conflict");
        assertThat(keycloak.organizationNames()).contains(name);
    }

    @Test
    void takesTheOrganizationBackWhenOurRowsFail() {
        String name = freshName();
        Sql.execute("ALTER TABLE policy ADD CONSTRAINT broken CHECK (version > 1) NOT VALID");

        var answer = operator.post(TENANTS, new NewTenant(name, null));
        Sql.execute("ALTER TABLE policy DROP CONSTRAINT broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(keycloak.organizationNames()).doesNotContain(name);
        assertThat(Sql.column("SELECT id FROM tenant WHERE name = ?", name)).isEmpty();
    }

    @Test
    void saysThatRepeatingIsSafeWhenTheIssuerFails() {
        keycloak.failOn("POST /organizations");

        var answer = operator.post(TENANTS, new NewTenant(freshName(), null));

        assertThat(Http.problem(answer)).isEqualTo("unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    private TenantView tenant() {
        return Http.body(
                operator.post(TENANTS, new NewTenant(freshName(), null)), TenantView.class);
    }

    private static String organization(TenantView tenant) {
        return (String)
                Sql.column("SELECT organization FROM tenant WHERE id = ?", tenant.id().value())
                        .getFirst();
    }

    @Test
    void aPersonIsInTheOrganizationAndHasOurRow() {
        var tenant = tenant();
        var wanted = new NewMember("anna-" + suffix(), Set.of(Role.STEWARD), false);

        var made = Http.body(operator.post(members(tenant), wanted), NewMemberView.class);

        assertThat(keycloak.isMember(organization(tenant), made.subject())).isTrue();
        var caller = Http.bearer(Tokens.sign(Tokens.member(organization(tenant), made.subject())));
        assertThat(Http.json(caller.get("/v1/me")).path("roles").get(0).asText())
                .isEqualTo("steward");
        assertThat(made.secret()).hasSizeGreaterThan(20);
    }

    @Test
    void aRobotIsInTheOrganizationAndHasOurRow() {
        var tenant = tenant();
        var wanted = new NewMember("nightly", Set.of(Role.SUBMITTER), true);

        var made = Http.body(operator.post(members(tenant), wanted), NewMemberView.class);

        assertThat(keycloak.isMember(organization(tenant), made.subject())).isTrue();
        var caller = Http.bearer(Tokens.sign(Tokens.member(organization(tenant), made.subject())));
        assertThat(caller.get("/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void theSecretOfAMemberIsStoredNowhere() {
        var tenant = tenant();
        var wanted = new NewMember("nightly", Set.of(Role.SUBMITTER), true);

        var made = Http.body(operator.post(members(tenant), wanted), NewMemberView.class);

        var kept =
                Sql.column(
                        "SELECT encode(body, 'escape') FROM idempotency WHERE tenant = ?",
                        tenant.id().value());
        assertThat(kept).isNotEmpty().noneMatch(body -> ((String) body).contains(made.secret()));
    }

    @Test
    void neverTakesOverAUserWhomSomebodyElseMade() {
        var tenant = tenant();
        String name = "boss-" + suffix();
        String before = keycloak.user(name, "boss@example.invalid");

        var answer = operator.post(members(tenant), new NewMember(name, Set.of(), false));

        assertThat(Http.problem(answer)).isEqualTo("conflict");
        assertThat(keycloak.isMember(organization(tenant), before)).isFalse();
    }

    @Test
    void aRepeatGivesANewPasswordAndWritesNoSecondLeaf() {
        var tenant = tenant();
        var wanted = new NewMember("anna-" + suffix(), Set.of(Role.STEWARD), false);
        var first = Http.body(operator.post(members(tenant), wanted), NewMemberView.class);

        var second = Http.body(operator.post(members(tenant), wanted), NewMemberView.class);

        assertThat(second.subject()).isEqualTo(first.subject());
        assertThat(second.secret()).isNotEqualTo(first.secret());
        assertThat(created(tenant)).isEqualTo(1);
    }

    @Test
    void aRepeatWithOtherRolesIsAConflictAndWritesNoLeaf() {
        var tenant = tenant();
        String name = "anna-" + suffix();
        operator.post(members(tenant), new NewMember(name, Set.of(Role.STEWARD), false));

        var answer =
                operator.post(
                        members(tenant), new NewMember(name, Set.of(Role.TENANT_ADMIN), false));

        assertThat(Http.problem(answer)).isEqualTo("conflict");
        assertThat(created(tenant)).isEqualTo(1);
    }

    private static long created(TenantView tenant) {
        return (Long)
                Sql.column(
                                """
                                SELECT count(*) FROM audit WHERE tenant = ?
                                  AND convert_from(document, 'UTF8')::jsonb ->> 'act' = 'member.created'
                                """,
                                tenant.id().value())
                        .getFirst();
    }

    @Test
    void takesThePersonBackWhenTheOrganizationRefuses() {
        var tenant = tenant();
        String name = "anna-" + suffix();
        keycloak.failOn("/members");

        var answer = operator.post(members(tenant), new NewMember(name, Set.of(), false));

        assertThat(Http.problem(answer)).isEqualTo("unavailable");
        assertThat(keycloak.userNames()).doesNotContain(name);
    }

    @Test
    void refusesToRepeatARobotWhoseSecretWasShown() {
        var tenant = tenant();
        var wanted = new NewMember("nightly", Set.of(), true);
        operator.send("POST", members(tenant), wanted, "Idempotency-Key", "once");

        var answer = operator.send("POST", members(tenant), wanted, "Idempotency-Key", "once");

        assertThat(Http.problem(answer)).isEqualTo("conflict");
    }

    private static String suffix() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static String members(TenantView tenant) {
        return TENANTS + "/" + tenant.id() + "/members";
    }
}
