package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.SiteName;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas, one and two, and a site that only one of them may move. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@NullUnmarked // its fields are injected
class SiteLeasesTest {

    private static final SiteName SITE = new SiteName("elsewhere");

    @Inject Database database;

    private SiteLeases one;
    private SiteLeases two;
    private TenantScope scope;

    @BeforeEach
    void twoReplicas() {
        Sql.execute("DELETE FROM site_lease WHERE site = 'elsewhere'");
        one = new SiteLeases(database);
        two = new SiteLeases(database);
        scope = Callers.worker(TestTenant.make().id(), "test");
    }

    private static void lapse() {
        Sql.execute("UPDATE site_lease SET until = now() - interval '1 millisecond'");
    }

    private void write(SiteLeases replica, SiteFence fence) {
        database.inTenant(
                scope,
                handle -> {
                    replica.require(handle, fence);
                    return true;
                });
    }

    @Test
    void oneReplicaHasASiteUntilItIsSilent() {
        SiteFence first = one.hold(SITE, true).orElseThrow();
        assertThat(two.hold(SITE, true)).isEmpty();
        assertThat(one.hold(SITE, true)).contains(first);

        lapse();

        SiteFence second = two.hold(SITE, true).orElseThrow();
        assertThat(second.token()).isEqualTo(first.token() + 1);
        assertThat(one.hold(SITE, true)).isEmpty();
    }

    @Test
    void aReplicaThatSleptPastItsLeaseWritesNothing() {
        SiteFence asleep = one.hold(SITE, true).orElseThrow();
        write(one, asleep);

        lapse();

        assertThatThrownBy(() -> write(one, asleep)).isInstanceOf(SiteLeases.SiteTaken.class);
        SiteFence other = two.hold(SITE, true).orElseThrow();
        assertThatThrownBy(() -> write(one, asleep)).isInstanceOf(SiteLeases.SiteTaken.class);
        write(two, other);
    }

    @Test
    void aSiteThatCameBackIsUnderAnotherToken() {
        SiteFence old = one.hold(SITE, true).orElseThrow();
        lapse();
        assertThat(two.hold(SITE, true)).isPresent();
        lapse();

        SiteFence again = one.hold(SITE, true).orElseThrow();

        assertThat(again.token()).isGreaterThan(old.token());
        assertThatThrownBy(() -> write(one, old)).isInstanceOf(SiteLeases.SiteTaken.class);
    }

    @Test
    void theOthersKnowWhetherTheClusterAnswersWhoHasTheSite() {
        assertThat(one.hold(SITE, false)).isPresent();
        assertThat(two.reachable(SITE)).isFalse();

        assertThat(one.hold(SITE, true)).isPresent();

        assertThat(two.reachable(SITE)).isTrue();
    }

    @Test
    void whoLeavesInOrderIsFollowedAtOnce() {
        assertThat(one.hold(SITE, true)).isPresent();

        one.giveUp();

        assertThat(two.hold(SITE, true)).isPresent();
    }

    @Test
    void takingWaitsForAWriteInProgressAndRenewingDoesNot() throws Exception {
        SiteFence fence = one.hold(SITE, true).orElseThrow();
        CountDownLatch leaning = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        var write =
                CompletableFuture.runAsync(() ->
                        database.inTenant(
                                scope,
                                handle -> {
                                    one.require(handle, fence);
                                    leaning.countDown();
                                    return waited(go);
                                }));
        assertThat(leaning.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(one.hold(SITE, true)).contains(fence);
        lapse();

        var take = CompletableFuture.supplyAsync(() -> two.hold(SITE, true));

        Thread.sleep(500);
        assertThat(take).isNotDone();
        go.countDown();
        write.get(10, TimeUnit.SECONDS);
        assertThat(take.get(10, TimeUnit.SECONDS)).isPresent();
    }

    private static boolean waited(CountDownLatch go) {
        try {
            return go.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTransactionThatSleepsHoldsASiteForSecondsOnlyAndDoesNotCommit() throws Exception {
        SiteFence fence = one.hold(SITE, true).orElseThrow();
        CountDownLatch leaning = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        var write =
                CompletableFuture.runAsync(() ->
                        database.inTenant(
                                scope,
                                handle -> {
                                    one.require(handle, fence);
                                    leaning.countDown();
                                    return waited(go);
                                }));
        assertThat(leaning.await(10, TimeUnit.SECONDS)).isTrue();
        lapse();
        long from = System.nanoTime();

        assertThat(two.hold(SITE, true)).isPresent();

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(9));
        go.countDown();
        assertThatThrownBy(() -> write.get(10, TimeUnit.SECONDS)).rootCause().isNotNull();
    }
}
