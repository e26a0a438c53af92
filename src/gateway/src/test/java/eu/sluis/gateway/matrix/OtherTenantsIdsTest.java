package eu.sluis.gateway.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.api.NewDataset;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Every operation of members with every id of another tenant: the same 404 as for what is not
 * there. The operator's operations cross tenants by design; the runners' are tried with a runner's
 * key, in the jobs package.
 */
@QuarkusTest
class OtherTenantsIdsTest {

    private record Answer(int status, Map<String, List<String>> headers, String body) {

        static Answer of(HttpResponse<byte[]> response) {
            Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
            headers.remove("date");
            return new Answer(response.statusCode(), headers, new String(response.body()));
        }
    }

    private static Answer ask(Http caller, Operation operation, Map<String, String> ids) {
        Object body = operation.method().equals("GET") ? null : Things.body(operation);
        return Answer.of(
                caller.send(
                        operation.method(),
                        operation.pathWith(ids),
                        body,
                        "Idempotency-Key",
                        UUID.randomUUID().toString(),
                        "Content-Digest",
                        TestData.contentDigest(Digest.of(new byte[500])),
                        "Content-Type",
                        body instanceof byte[] ? "application/octet-stream" : "application/json"));
    }

    @Test
    void anotherTenantsThingAndAMissingOneGiveTheSameBytes() {
        Things own = new Things();
        Things other = new Things();
        Http caller = own.master.http();
        int asked = 0;

        for (Operation operation : Operation.all()) {
            if (operation.path().matches("/v1/(admin|runner)/.*")) {
                continue;
            }
            for (String foreign : operation.parameters()) {
                if (foreign.equals("alias") || foreign.equals("site")) {
                    continue; // enrolments and sites are everybody's
                }
                for (boolean alone : new boolean[] {true, false}) {
                    Map<String, String> theirs = new HashMap<>(alone ? own.ids : other.ids);
                    Map<String, String> nobodys = new HashMap<>(alone ? own.ids : Things.nothing());
                    theirs.put(foreign, other.ids.get(foreign));
                    nobodys.put(foreign, Things.nothing().get(foreign));
                    Answer answer = ask(caller, operation, theirs);
                    assertThat(answer)
                            .as("%s, {%s}", operation, foreign)
                            .isEqualTo(ask(caller, operation, nobodys));
                    assertThat(answer.status())
                            .as("%s, {%s}: %s", operation, foreign, answer.body())
                            .isEqualTo(expected(operation, foreign, alone));
                    asked++;
                }
            }
        }

        assertThat(asked).isGreaterThan(30);
    }

    private static int expected(Operation operation, String foreign, boolean alone) {
        if (foreign.equals("keyId")) {
            return 400; // it is the digest of the body's key, so any other is refused by form
        }
        // In a version of its own the caller's object of that name is new; the body is not sealed.
        boolean fresh = operation.method().equals("PUT") && foreign.equals("object");
        return fresh && alone ? 422 : 404;
    }

    @Test
    void ownThingsAreThere() {
        Things own = new Things();
        Http caller = own.data.http();

        for (String path :
                List.of(
                        "/v1/projects/{project}",
                        "/v1/datasets/{dataset}",
                        "/v1/versions/{version}",
                        "/v1/versions/{version}/objects/{object}")) {
            assertThat(ask(caller, new Operation("GET", path, false), own.ids).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void idsOfAnotherTenantInABodyGiveTheSameBytesToo() {
        Things own = new Things();
        ProjectId theirs = new Things().data.project;
        ProjectId nobodys = new ProjectId(UUID.randomUUID());
        Http caller = own.master.http();

        for (var pair :
                Arrays.asList(
                        List.of(
                                "/v1/datasets",
                                new NewDataset(theirs, "x", TestTenant.LABEL),
                                new NewDataset(nobodys, "x", TestTenant.LABEL)),
                        List.of(
                                "/v1/cases",
                                new NewCase(theirs, List.of()),
                                new NewCase(nobodys, List.of())))) {
            String path = (String) pair.get(0);
            Answer answer = Answer.of(caller.post(path, pair.get(1)));
            assertThat(answer).as(path).isEqualTo(Answer.of(caller.post(path, pair.get(2))));
            assertThat(answer.status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void listsFilteredByAnotherTenantsProjectGiveTheSameBytesToo() {
        Things own = new Things();
        Things other = new Things();
        Http caller = own.master.http();

        for (String path : List.of("/v1/datasets?project=", "/v1/jobs?project=")) {
            assertThat(Answer.of(caller.get(path + other.data.project)))
                    .as(path)
                    .isEqualTo(Answer.of(caller.get(path + UUID.randomUUID())));
        }
    }
}
