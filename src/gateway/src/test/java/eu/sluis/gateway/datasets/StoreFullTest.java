package eu.sluis.gateway.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.ObjectId;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestData.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StoreFullTest.SmallStore.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class StoreFullTest {

    /** Room for ten objects of ten thousand bytes and their headers, and not for eleven. */
    public static final class SmallStore implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "sluis.store.max-bytes", "125000", "sluis.store.max-object-bytes", "50000");
        }
    }

    @Inject StoreSweep sweep;
    @Inject FileStore files;

    private TestData data;
    private TestVersion version;

    @BeforeEach
    void anOpenVersion() {
        data = TestData.make();
        version = data.version(data.dataset());
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsNothingOfIt() {
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            answers.add(put().statusCode());
        }

        assertThat(answers.subList(0, 10)).containsOnly(201);
        assertThat(answers.get(10)).isEqualTo(507);
        assertThat(rows("stored")).hasSize(10);
        assertThat(rows("reserved")).isEmpty();
    }

    @Test
    void neverExceedsTheLimitByOneHoweverManyComeAtOnce() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 32; i++) {
                answers.add(threads.submit(() -> put().statusCode()));
            }
        }

        int stored = 0;
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(201, 507);
            stored += answer.get() == 201 ? 1 : 0;
        }
        assertThat(stored).isEqualTo(10);
        assertThat(rows("stored")).hasSize(10);
    }

    @Test
    void doesNotLetOneTenantFillTheStoreForAnother() {
        for (int i = 0; i < 11; i++) {
            put();
        }
        data = TestData.make();
        version = data.version(data.dataset());

        HttpResponse<byte[]> others = put();

        assertThat(others.statusCode()).isEqualTo(201);
    }

    @Test
    void refusesAnObjectAboveTheBound() {
        byte[] large = TestData.seal(new byte[50_000], version.identity().recipient());

        HttpResponse<byte[]> answer =
                data.put(version.id(), new ObjectId(UUID.randomUUID()), large);

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void freesTheRoomOfAKilledUploadOnceItsTimeIsOver() throws Exception {
        UUID killed = reserved(Instant.now().minus(Duration.ofHours(25)));
        UUID alive = reserved(Instant.now());
        var leftover = files.path(data.tenant.id(), version.id(), new ObjectId(killed));
        java.nio.file.Files.createDirectories(leftover.getParent());
        java.nio.file.Files.write(leftover, new byte[10]);

        sweep.sweep();

        assertThat(rows("reserved")).containsExactly(alive);
        assertThat(leftover).doesNotExist();
        assertThat(
                        Sql.column(
                                "SELECT bytes FROM store_usage WHERE tenant = ?",
                                data.tenant.id().value()))
                .containsExactly(60_000L);
    }

    private UUID reserved(Instant created) {
        UUID id = UUID.randomUUID();
        UUID tenant = data.tenant.id().value();
        Sql.execute(
                """
                INSERT INTO object (tenant, version, id, bytes, digest, state, created)
                VALUES (?, ?, ?, 60000, ?, 'reserved', ?)
                """,
                tenant,
                version.id().value(),
                id,
                eu.sluis.contract.Digest.of(new byte[] {1}).text(),
                Timestamp.from(created));
        Sql.execute(
                """
                INSERT INTO store_usage AS usage VALUES (?, 60000)
                ON CONFLICT (tenant) DO UPDATE SET bytes = usage.bytes + 60000
                """,
                tenant);
        return id;
    }

    private HttpResponse<byte[]> put() {
        byte[] sealed = TestData.seal(new byte[10_000], version.identity().recipient());
        return data.put(version.id(), new ObjectId(UUID.randomUUID()), sealed);
    }

    private List<Object> rows(String state) {
        return Sql.column(
                "SELECT id FROM object WHERE version = ? AND state = ?",
                version.id().value(),
                state);
    }
}
