package eu.sluis.runner;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.api.Lease;
import eu.sluis.contract.document.RunnerPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lease that is lost while the payload runs: it is killed, and nothing of it is committed. */
class LeaseTest {

    private static final int REFUSED = 3;
    private static final int UNAVAILABLE = 5;
    private static final Duration PAYLOAD = Duration.ofSeconds(60);

    private final TestSite site = new TestSite();

    @AfterEach
    void remove() {
        site.close();
    }

    private Ended runUntilLost(Consumer<FakeGateway> loss) throws Exception {
        return run(
                "echo begun >out; sleep " + PAYLOAD.toSeconds() + "\n", new Lease(true, 2), loss);
    }

    private Ended run(String script, Lease first, Consumer<FakeGateway> loss) throws Exception {
        World world = new World();
        world.script = script;
        try (FakeGateway gateway = new FakeGateway(world.build(), site.tls())) {
            site.anchors(gateway, 3);
            gateway.lease = first;
            gateway.onRunning = () -> loss.accept(gateway);
            Instant begun = Instant.now();

            Ended ended = Ended.of(site.run(gateway));

            assertThat(Duration.between(begun, Instant.now())).isLessThan(PAYLOAD.dividedBy(2));
            assertThat(gateway.phases()).contains(RunnerPhase.RUNNING);
            assertThat(gateway.commits).isZero();
            assertThat(gateway.stored).isEmpty();
            assertThat(Leftovers.of(world.attempt)).isEmpty();
            return ended;
        }
    }

    @Test
    void killsThePayloadWhenTheGatewayTakesTheLeaseAway() throws Exception {
        Ended ended = runUntilLost(gateway -> gateway.lease = new Lease(false, 2));

        assertThat(ended.status()).as(ended.errors()).isEqualTo(REFUSED);
        assertThat(ended.errors()).contains("stale-fence");
    }

    @Test
    void killsThePayloadWhenTheGatewayIsSilentForTheWholeLease() throws Exception {
        Ended ended = runUntilLost(gateway -> gateway.leasesFail = true);

        assertThat(ended.status()).as(ended.errors()).isEqualTo(UNAVAILABLE);
        assertThat(ended.errors()).contains("the lease is lost");
    }

    /** Long before it would renew: whoever ends a job need not wait for half a lease. */
    @Test
    void stopsWhenTheAnswerToAReportEndsTheLease() throws Exception {
        Ended ended =
                run(
                        "echo done >out\n",
                        new Lease(true, 600),
                        gateway -> gateway.lease = new Lease(false, 600));

        assertThat(ended.status()).as(ended.errors()).isEqualTo(REFUSED);
        assertThat(ended.errors()).contains("stale-fence");
    }
}
