package eu.sluis.gateway.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.sluis.contract.Json;
import eu.sluis.contract.Label;
import eu.sluis.contract.Role;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.Me;
import eu.sluis.contract.api.MemberRoles;
import eu.sluis.contract.api.MemberView;
import eu.sluis.contract.api.NewProject;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.ProjectView;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProjectsTest {

    private static Label label(String zone) {
        Label all = TestTenant.LABEL;
        return new Label(
                new TreeSet<>(Set.of(new Zone(zone))),
                all.jurisdictions(),
                all.purposes(),
                all.evidence(),
                all.custody(),
                all.egress(),
                all.recipients(),
                null);
    }

    @Test
    void aProjectIsBoundByTheTenantsLabelToo() {
        var tenant = TestTenant.make();
        tenant.label(tenant.id().value(), label("eu/nl"));
        var admin = tenant.member(Role.TENANT_ADMIN).http();

        var made =
                Http.body(
                        admin.post("/v1/projects", new NewProject("p", label("eu"))),
                        ProjectView.class);

        assertThat(made.label().zones()).containsExactly(new Zone("eu/nl"));
    }

    @Test
    void anEditedPolicyRowIsRefused() {
        var tenant = TestTenant.make();
        var admin = tenant.member(Role.TENANT_ADMIN);
        var project = tenant.project();
        Sql.execute(
                "UPDATE policy SET document = convert_to(replace(convert_from(document, 'UTF8'), '\"eu\"', '\"us\"'), 'UTF8')"
                        + " WHERE subject = ?",
                project.value());

        for (String path : List.of("/v1/projects/" + project, "/v1/projects")) {
            assertThat(Http.problem(admin.http().get(path))).as(path).isEqualTo("custody-refused");
        }
    }

    @Test
    void aListShowsEachProjectsOwnLabel() {
        var tenant = TestTenant.make();
        var member = tenant.member(Role.STEWARD);
        var narrow = tenant.project(member);
        tenant.label(narrow.value(), label("eu/nl"));
        var wide = tenant.project(member);

        var me = Http.body(member.http().get("/v1/me"), Me.class);

        assertThat(me.projects())
                .hasSize(2)
                .allSatisfy(project ->
                        assertThat(project.label().zones())
                                .containsExactly(
                                        new Zone(project.id().equals(narrow) ? "eu/nl" : "eu")));
        assertThat(me.projects()).extracting(ProjectView::id).contains(wide);
        assertThat(page(member.http().get("/v1/projects").body()).items())
                .containsExactlyInAnyOrderElementsOf(me.projects());
    }

    @Test
    void aPolicyRowMovedToAnotherProjectIsRefused() {
        var tenant = TestTenant.make();
        var admin = tenant.member(Role.TENANT_ADMIN);
        var project = tenant.project();
        var wider = tenant.project();
        Sql.execute(
                "UPDATE policy SET document = (SELECT document FROM policy WHERE subject = ?),"
                        + " signature = (SELECT signature FROM policy WHERE subject = ?) WHERE subject = ?",
                wider.value(),
                wider.value(),
                project.value());

        var answer = admin.http().get("/v1/projects/" + project);

        assertThat(Http.problem(answer)).isEqualTo("custody-refused");
    }

    @Test
    void membersSeeTheirProjectsAndAuditorsAll() {
        var tenant = TestTenant.make();
        var steward = tenant.member(Role.STEWARD);
        var auditor = tenant.member(Role.AUDITOR);
        var own = tenant.project(steward);
        var other = tenant.project();

        assertThat(ids(steward.http().get("/v1/projects").body())).containsExactly(own.toString());
        assertThat(ids(auditor.http().get("/v1/projects").body()))
                .containsExactlyInAnyOrder(own.toString(), other.toString());
        assertThat(Http.problem(steward.http().get("/v1/projects/" + other)))
                .isEqualTo("not-found");
    }

    @Test
    void pagesLeaveNothingOutAndRepeatNothing() {
        var tenant = TestTenant.make();
        var auditor = tenant.member(Role.AUDITOR).http();
        for (int i = 0; i < 5; i++) {
            tenant.project();
        }

        List<String> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            byte[] body = auditor.get("/v1/projects?limit=2" + next).body();
            seen.addAll(ids(body));
            String cursor = page(body).next();
            next = cursor == null ? null : "&cursor=" + cursor;
        }

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void refusesACursorThatIsNotOurs() {
        var auditor = TestTenant.make().member(Role.AUDITOR).http();

        assertThat(Http.problem(auditor.get("/v1/projects?cursor=AAAA")))
                .isEqualTo("invalid-request");
        assertThat(Http.problem(auditor.get("/v1/projects?limit=201")))
                .isEqualTo("invalid-request");
    }

    @Test
    void simultaneousRepeatsMakeOneProject() throws Exception {
        var admin = TestTenant.make().member(Role.TENANT_ADMIN).http();
        Callable<byte[]> request =
                () ->
                        admin.send(
                                        "POST",
                                        "/v1/projects",
                                        new NewProject("p", null),
                                        "Idempotency-Key",
                                        "k")
                                .body();

        List<byte[]> answers = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (var future :
                    pool.invokeAll(List.of(request, request, request, request, request, request))) {
                answers.add(future.get());
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.getFirst()));
        assertThat(ids(admin.get("/v1/projects").body())).hasSize(1);
    }

    @Test
    void refusesTheSameKeyWithAnotherBody() {
        var admin = TestTenant.make().member(Role.TENANT_ADMIN).http();
        admin.send("POST", "/v1/projects", new NewProject("p", null), "Idempotency-Key", "k");

        var answer =
                admin.send(
                        "POST", "/v1/projects", new NewProject("q", null), "Idempotency-Key", "k");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Http.problem(answer)).isEqualTo("idempotency-key-reused");
    }

    @Test
    void keysOfOneMemberAreNotThoseOfAnother() {
        var tenant = TestTenant.make();
        var one = tenant.member(Role.TENANT_ADMIN).http();
        var two = tenant.member(Role.TENANT_ADMIN).http();

        var first =
                one.send("POST", "/v1/projects", new NewProject("p", null), "Idempotency-Key", "k");
        var second =
                two.send("POST", "/v1/projects", new NewProject("q", null), "Idempotency-Key", "k");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
    }

    @Test
    void aPostWithoutAKeyIsRefused() {
        var admin = TestTenant.make().member(Role.TENANT_ADMIN).http();

        var answer = admin.send("POST", "/v1/projects", new NewProject("p", null));

        assertThat(Http.problem(answer)).isEqualTo("invalid-request");
    }

    @Test
    void unknownAndServerSideMembersOfABodyAreRefused() {
        var admin = TestTenant.make().member(Role.TENANT_ADMIN).http();

        for (String name : List.of("tenant", "tenantId", "id", "created", "zone", "state", "x")) {
            ObjectNode body = Json.mapper().valueToTree(new NewProject("p", null));
            var answer = admin.post("/v1/projects", body.put(name, UUID.randomUUID().toString()));
            assertThat(Http.problem(answer)).as(name).isEqualTo("invalid-request");
        }
    }

    @Test
    void aMembersRolesAndProjectsAreReplaced() {
        var tenant = TestTenant.make();
        var admin = tenant.member(Role.TENANT_ADMIN);
        var member = tenant.member(Role.SUBMITTER);
        var left = tenant.project(member);
        var joined = tenant.project();

        var view =
                Http.body(
                        admin.http()
                                .put(
                                        "/v1/members/" + member.subject(),
                                        new MemberRoles(Set.of(Role.AUDITOR), List.of(joined))),
                        MemberView.class);

        assertThat(view.roles()).containsExactly(Role.AUDITOR);
        assertThat(view.projects()).containsExactly(joined).doesNotContain(left);
    }

    @Test
    void aMemberCannotBePutIntoAnotherTenantsProject() {
        var tenant = TestTenant.make();
        var admin = tenant.member(Role.TENANT_ADMIN);
        var foreign = TestTenant.make().project();

        var answer =
                admin.http()
                        .put(
                                "/v1/members/" + admin.subject(),
                                new MemberRoles(Set.of(Role.TENANT_ADMIN), List.of(foreign)));

        assertThat(Http.problem(answer)).isEqualTo("not-found");
    }

    private static Page<ProjectView> page(byte[] body) {
        try {
            return Json.mapper().readValue(body, new TypeReference<>() {});
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> ids(byte[] body) {
        return page(body).items().stream().map(each -> each.id().toString()).toList();
    }
}
