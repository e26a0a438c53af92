package eu.sluis.gateway.matrix;

import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.MemberRoles;
import eu.sluis.contract.api.NewKey;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestMember;
import eu.sluis.seal.SigningKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One tenant with one thing of each kind that a path can name, all of them really there. */
final class Things {

    private static final SigningKey KEY = SigningKey.generate();

    final TestData data = TestData.make();
    final TestMember master = data.tenant.member(Role.values());
    final Map<String, String> ids = new HashMap<>();

    Things() {
        // A member of the project with every role: only what is another tenant's is out of reach.
        Sql.execute(
                """
                INSERT INTO project_member (tenant, project, issuer, subject)
                SELECT tenant, project, issuer, ? FROM project_member WHERE subject = ?
                """,
                master.subject(),
                data.member.subject());
        var dataset = data.dataset();
        var version = data.version(dataset);
        var object = new ObjectId(UUID.randomUUID());
        byte[] sealed = TestData.seal(new byte[9], version.identity().recipient());
        TestData.made(data.put(version.id(), object, sealed), Object.class);
        UUID job = job(dataset.id().value());
        ids.put("tenant", data.tenant.id().toString());
        ids.put("project", data.project.toString());
        ids.put("subject", data.member.subject());
        ids.put("keyId", data.key.publicKey().id().text());
        ids.put("dataset", dataset.id().toString());
        ids.put("version", version.id().toString());
        ids.put("object", object.toString());
        ids.put("job", job.toString());
        ids.put("attempt", attempt(job).toString());
        ids.put("site", "nl");
        ids.put("alias", "t-" + data.tenant.id().toString().replace("-", ""));
    }

    /** Ids of the right form that name nothing. */
    static Map<String, String> nothing() {
        Map<String, String> none = new HashMap<>();
        for (String parameter :
                List.of(
                        "tenant", "project", "subject", "dataset", "version", "object", "job",
                        "attempt")) {
            none.put(parameter, UUID.randomUUID().toString());
        }
        none.put("keyId", SigningKey.generate().publicKey().id().text());
        none.put("site", "x" + UUID.randomUUID().toString().substring(0, 8));
        none.put("alias", "t-" + UUID.randomUUID().toString().replace("-", ""));
        return none;
    }

    private UUID job(UUID dataset) {
        UUID job = UUID.randomUUID();
        Sql.execute(
                """
                INSERT INTO job (tenant, id, number, project, intent_id, intent, intent_signature, intent_key,
                                 case_dataset, state, cpus, memory_mebibytes, seconds, ended)
                VALUES (?, ?, 1, ?, gen_random_uuid(), '{}', '', '', ?, 'COMPLETED', 1, 1, 1, now())
                """,
                data.tenant.id().value(),
                job,
                data.project.value(),
                dataset);
        return job;
    }

    private UUID attempt(UUID job) {
        UUID attempt = UUID.randomUUID();
        Sql.execute(
                "INSERT INTO attempt (tenant, id, job, number, site, state, ended) VALUES (?, ?, ?, 1, 'nl', 'ended', now())",
                data.tenant.id().value(),
                attempt,
                job);
        return attempt;
    }

    /** A well-formed body for an operation that has ids in its path; every such needs one here. */
    static Object body(Operation operation) {
        Signed signed = KEY.sign("{}".getBytes());
        return switch (operation.toString()) {
            case "PUT /v1/me/keys/{keyId}" -> new NewKey(KEY.publicKey(), signed.signature());
            case "PUT /v1/members/{subject}" -> new MemberRoles(Set.of(Role.AUDITOR), List.of());
            case "POST /v1/datasets/{dataset}/versions" -> new NewVersion(new byte[500]);
            case "POST /v1/versions/{version}/close" -> new Authored(signed, KEY.publicKey());
            case "PUT /v1/versions/{version}/objects/{object}" -> new byte[500];
            case "POST /v1/jobs/{job}/cancel" -> "";
            default -> {
                boolean ofRunnersOrOperators = operation.path().matches("/v1/(runner|admin)/.*");
                if (operation.takesBody() && !ofRunnersOrOperators) {
                    throw new AssertionError("say in Things what a body of " + operation + " is");
                }
                yield "{}";
            }
        };
    }
}
