package eu.sluis.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.IntentId;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.NewOpening;
import eu.sluis.contract.document.OpenIntent;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.platform.Database;
import eu.sluis.seal.Identity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two walls keep tenants apart: row-level security and each query's own condition. A test that
 * leans against both falls over only if both do, so here each stands alone.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class WallsTest {

    private static final List<String> DATA = List.of("dataset", "version", "object");

    @Inject Database database;

    private TestData own;
    private TestData other;
    private VersionRef theirs;
    private ObjectId theirObject;

    @BeforeEach
    void twoTenantsWithData() {
        own = TestData.make();
        other = TestData.make();
        own.closed(own.dataset());
        theirs = other.closed(other.dataset());
        theirObject =
                new ObjectId(
                        (UUID)
                                Sql.column(
                                                "SELECT id FROM object WHERE version = ?",
                                                theirs.version().value())
                                        .getFirst());
        open(other, theirs);
    }

    @Test
    void rowSecurityAloneHidesEveryRowOfAnotherTenant() {
        List<String> leaning = new ArrayList<>();
        for (Object table :
                Sql.column(
                        """
                        SELECT table_name FROM information_schema.columns
                        WHERE table_schema = 'public' AND column_name = 'tenant'
                        """)) {
            long there =
                    (Long)
                            Sql.column(
                                            "SELECT count(*) FROM %s WHERE tenant <> ?"
                                                    .formatted(table),
                                            own.tenant.id().value())
                                    .getFirst();
            if (there > 0) {
                assertThat(foreignRows(table)).as("%s", table).isZero();
                leaning.add(table.toString());
            }
        }
        assertThat(leaning)
                .contains(
                        "member",
                        "signing_key",
                        "project",
                        "project_member",
                        "policy",
                        "dataset",
                        "version",
                        "object",
                        "audit",
                        "decision",
                        "idempotency",
                        "release_request",
                        "opening",
                        "store_usage");
    }

    /** The control: without the wall the very same question finds them. */
    @Test
    void withoutRowSecurityTheSameQueryFindsThem() {
        withoutRowSecurity(
                () -> DATA.forEach(table -> assertThat(foreignRows(table)).isPositive()));
    }

    @Test
    void theQueriesAloneHideAnotherTenantsData() {
        var nothing =
                new VersionRef(
                        theirs.dataset(), new VersionId(UUID.randomUUID()), theirs.manifest());
        String none = "/v1/datasets/" + UUID.randomUUID();
        Http auditor = own.tenant.member(Role.AUDITOR).http(); // no project stands in his way

        withoutRowSecurity(() -> {
            byte[] missing = auditor.get(none).body();
            for (String path :
                    List.of(
                            "/v1/datasets/" + theirs.dataset(),
                            "/v1/datasets/" + theirs.dataset() + "/versions",
                            "/v1/versions/" + theirs.version(),
                            "/v1/versions/" + theirs.version() + "/objects",
                            TestData.objectPath(theirs.version(), theirObject))) {
                assertMissing(auditor.get(path), missing, path);
            }
            assertMissing(open(own, theirs), missing, "open");
            assertMissing(open(own, nothing), missing, "open nothing");
            assertThat(new String(auditor.get("/v1/datasets").body()))
                    .doesNotContain(theirs.dataset().toString());
        });
    }

    private static void assertMissing(HttpResponse<byte[]> answer, byte[] missing, String what) {
        assertThat(answer.statusCode()).as(what).isEqualTo(404);
        assertThat(answer.body()).as(what).isEqualTo(missing);
    }

    private long foreignRows(Object table) {
        return database.inTenant(
                own.tenant.scope(),
                handle ->
                        handle.createQuery(
                                        "SELECT count(*) FROM %s WHERE tenant <> current_tenant()"
                                                .formatted(table))
                                .mapTo(Long.class)
                                .one());
    }

    private static void withoutRowSecurity(Runnable work) {
        DATA.forEach(table -> Sql.execute("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY"));
        try {
            work.run();
        } finally {
            DATA.forEach(
                    table -> Sql.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY"));
        }
    }

    private static HttpResponse<byte[]> open(TestData as, VersionRef version) {
        var intent =
                new OpenIntent(
                        new IntentId(UUID.randomUUID()),
                        as.tenant.id(),
                        version.dataset(),
                        version.version(),
                        version.manifest(),
                        Identity.generate().recipient().toString(),
                        "research",
                        Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS));
        return as.http().post("/v1/openings", new NewOpening(as.sign(intent)));
    }
}
