package eu.sluis.gateway.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Role;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.kit.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every operation by every role, against the table in roles.csv: who may call it. {@code anyone}
 * needs no token; {@code runner} is authenticated by signature, so that every token is refused.
 */
@QuarkusTest
class RolesTest {

    private static final Path TABLE = Path.of("src/test/resources/roles.csv");

    private static Map<String, Set<String>> table() throws IOException {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .collect(
                            Collectors.toMap(
                                    parts -> parts[0], parts -> Set.of(parts[1].split(" "))));
        }
    }

    private static Map<String, Http> callers() {
        var tenant = TestTenant.make();
        Map<String, Http> callers = new LinkedHashMap<>();
        callers.put("anonymous", Http.anonymous());
        callers.put("member", tenant.member().http());
        for (Role role : Role.values()) {
            callers.put(Roles.of(role), tenant.member(role).http());
        }
        callers.put("operator", Http.bearer(Tokens.operator()));
        return callers;
    }

    @Test
    void theTableNamesExactlyTheOperationsThatThereAre() throws IOException {
        var there =
                Operation.all().stream()
                        .map(Operation::toString)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void everyRoleMayDoWhatTheTableSaysAndNothingElse() throws IOException {
        Map<String, Set<String>> table = table();
        Map<String, Http> callers = callers();
        List<String> wrong = new ArrayList<>();

        for (Operation operation : Operation.all()) {
            Set<String> allowed = table.getOrDefault(operation.toString(), Set.of());
            callers.forEach((role, caller) -> {
                String expected = expected(role, allowed);
                String answer = answer(caller, operation);
                if (!expected.equals(answer)) {
                    wrong.add(
                            operation + " by " + role + ": " + answer + " instead of " + expected);
                }
            });
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void aRefusalNamesTheRolesThatWouldDo() {
        Http auditor = TestTenant.make().member(Role.AUDITOR).http();

        assertThat(Http.json(auditor.post("/v1/openings", "{}")).path("detail").asText())
                .isEqualTo("this operation needs the role submitter or steward");
        assertThat(Http.json(auditor.get("/v1/admin/jobs")).path("detail").asText())
                .isEqualTo("this operation needs the role operator");
    }

    private static String expected(String role, Set<String> allowed) {
        if (allowed.contains("anyone")) {
            return "in";
        }
        if (allowed.contains("runner") || role.equals("anonymous")) {
            return "unauthenticated";
        }
        boolean everyMember = allowed.contains("member") && !role.equals("operator");
        return everyMember || allowed.contains(role) ? "in" : "forbidden";
    }

    private static String answer(Http caller, Operation operation) {
        String body = operation.method().equals("GET") ? null : "{}";
        HttpResponse<byte[]> answer =
                caller.send(
                        operation.method(),
                        operation.pathWith(Things.nothing()),
                        body,
                        "Content-Type",
                        operation.path().endsWith("/objects/{object}")
                                ? "application/octet-stream"
                                : "application/json",
                        "Content-Digest",
                        "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:");
        if (answer.statusCode() >= 500) {
            return "status " + answer.statusCode();
        }
        String problem = answer.statusCode() < 400 ? "" : Http.problem(answer);
        return Set.of("unauthenticated", "forbidden").contains(problem) ? problem : "in";
    }
}
