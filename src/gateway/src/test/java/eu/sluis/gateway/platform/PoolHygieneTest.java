package eu.sluis.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.gateway.kit.TestTenant;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Connections go from tenant to tenant; what one set never reaches the next. */
@QuarkusTest
@NullUnmarked // its fields are injected
class PoolHygieneTest {

    private static final int REQUESTS = 4_000;

    @Inject Database database;

    private enum Fate {
        COMMIT,
        THROW,
        BROKEN_SQL,
        TIMEOUT
    }

    @Test
    void noRequestEverSeesAnotherTenantsRows() throws Exception {
        List<TestTenant> tenants = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            TestTenant tenant = TestTenant.make();
            tenant.project();
            tenants.add(tenant);
        }
        var random = new Random(20261124);
        var good = new AtomicInteger();
        List<Callable<Void>> requests = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            TestTenant tenant = tenants.get(random.nextInt(tenants.size()));
            int die = random.nextInt(100);
            Fate fate =
                    die < 70
                            ? Fate.COMMIT
                            : die < 85 ? Fate.THROW : die < 99 ? Fate.BROKEN_SQL : Fate.TIMEOUT;
            requests.add(() -> request(tenant, fate, good));
        }

        try (var pool = Executors.newFixedThreadPool(32)) {
            for (var done : pool.invokeAll(requests)) {
                done.get();
            }
        }

        assertThat(good.get()).isGreaterThan(REQUESTS / 2);
    }

    private Void request(TestTenant tenant, Fate fate, AtomicInteger good) {
        try {
            database.inTenant(
                    tenant.scope(),
                    handle -> {
                        assertThat(tenantsSeen(handle)).containsExactly(tenant.id().value());
                        return end(handle, fate);
                    });
            good.incrementAndGet();
        } catch (RuntimeException expected) {
            assertThat(fate).isNotEqualTo(Fate.COMMIT);
        }
        return null;
    }

    private static List<UUID> tenantsSeen(Handle handle) {
        return handle.createQuery("SELECT DISTINCT tenant FROM project").mapTo(UUID.class).list();
    }

    private static int end(Handle handle, Fate fate) {
        return switch (fate) {
            case COMMIT -> 0;
            case THROW -> throw new IllegalStateException("on purpose");
            case BROKEN_SQL -> handle.execute("SELECT nonsense FROM nowhere");
            case TIMEOUT ->
                    handle.execute("SET LOCAL statement_timeout = 5")
                            + handle.execute("SELECT pg_sleep(1)");
        };
    }
}
