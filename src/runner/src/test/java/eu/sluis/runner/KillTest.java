package eu.sluis.runner;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is killed, and when: nothing of the attempt remains on the machine. */
class KillTest {

    private static TestSite site;

    @BeforeAll
    static void install() {
        site = new TestSite();
    }

    @AfterAll
    static void remove() {
        site.close();
    }

    private enum Victim {
        SUPERVISOR("sluis-supervisor", "--attempt"),
        NAMESPACES("unshare", "eu.sluis.runner.Main"),
        RUNNER("bin/java", "eu.sluis.runner.Main"),
        PAYLOAD("/bundle/script", "");

        private final String[] words;

        Victim(String... words) {
            this.words = words;
        }

        /** The processes of this attempt, as the machine sees them. */
        List<Long> processes(World world) throws IOException {
            if (this == PAYLOAD) {
                return Leftovers.processes(words[0], mark(world));
            }
            List<Long> all = Leftovers.processes(words[0], words[1], world.attempt.toString());
            return this == RUNNER ? all.subList(Math.max(0, all.size() - 1), all.size()) : all;
        }
    }

    /** An argument of the payload by which it is found from outside. */
    private static String mark(World world) {
        return "mark-" + world.attempt.toString().substring(0, 13);
    }

    private static World sleeper() {
        return sleeper(30);
    }

    private static World sleeper(int seconds) {
        World world = new World();
        world.script = "#!/bin/sh\necho canary >out; sleep %d & sleep %d & wait\n";
        world.script = world.script.formatted(seconds, seconds);
        world.arguments = List.of(mark(world));
        return world.build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void leavesNothingWhenKilledAtAnyMoment(int seed) throws Exception {
        Random random = new Random(seed);
        Victim victim = Victim.values()[seed % Victim.values().length];
        World world = sleeper(seed % 8 < 4 ? 1 : 30); // short: so that some die while sealing
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            site.anchors(gateway, 3);
            assertThat(Ended.of(site.supervise(gateway)).printed()).isEqualTo("started\n");
            pause(random.nextInt(100, 3500));

            List<Long> killed = await(() -> victim.processes(world), site.attempt(gateway));
            killed.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));

            untilNothingIsLeft(world, victim == Victim.PAYLOAD ? 20 : 3);
            noPlaintextIn(site.directory);
            boolean supervisorLived = victim != Victim.SUPERVISOR || killed.isEmpty();
            assertThat(Files.exists(site.attempt(gateway).resolve("exit")))
                    .isEqualTo(supervisorLived);
        }
    }

    @Test
    void cancelEndsTheWholeTree() throws Exception {
        World world = sleeper();
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            CountDownLatch running = new CountDownLatch(1);
            gateway.onRunning = running::countDown;
            site.anchors(gateway, 3);
            assertThat(Ended.of(site.supervise(gateway)).printed()).isEqualTo("started\n");
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

            Files.createFile(site.attempt(gateway).resolve("cancel"));

            untilNothingIsLeft(world, 3);
            assertThat(site.attempt(gateway).resolve("exit")).hasContent("cancelled");
            assertThat(gateway.receipt).isNull();
        }
    }

    @Test
    void aSecondStartOfAnAttemptDoesNothing() throws Exception {
        World world = new World().build();
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            site.anchors(gateway, 3);
            assertThat(Ended.of(site.supervise(gateway)).printed()).isEqualTo("started\n");

            Ended second = Ended.of(site.supervise(gateway));

            assertThat(second).isEqualTo(new Ended(0, "present\n", ""));
            untilNothingIsLeft(world, 20);
            assertThat(site.attempt(gateway).resolve("exit")).hasContent("0");
            assertThat(site.attempt(gateway).resolve("runner.log")).isEmptyFile();
            assertThat(gateway.redemptions).hasSize(1);
        }
    }

    @Test
    void aLostLeaseEndsThePayloadAndCommitsNothing() throws Exception {
        World world = sleeper();
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            gateway.lease = new Lease(true, 2);
            gateway.onRunning = () -> gateway.lease = new Lease(false, 0);
            site.anchors(gateway, 3);

            Ended ended = Ended.of(site.run(gateway));

            assertThat(ended.status()).isEqualTo(3);
            assertThat(ended.errors()).contains("stale-fence");
            assertThat(gateway.receipt).isNull();
            assertThat(Leftovers.of(world.attempt)).isEmpty();
        }
    }

    @Test
    void aGatewayThatHangsForAWholeLeaseEndsThePayloadInTime() throws Exception {
        World world = new World();
        world.script = "sleep 60\n";
        world.build();
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            gateway.lease = new Lease(true, 10);
            CountDownLatch running = new CountDownLatch(1);
            gateway.onRunning = running::countDown;
            site.anchors(gateway, 3);
            Process runner = site.run(gateway);
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

            gateway.leasesHang = true;

            long from = System.nanoTime();
            assertThat(Ended.of(runner).status()).isEqualTo(5);
            assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(20));
            assertThat(gateway.receipt).isNull();
            assertThat(Leftovers.of(world.attempt)).isEmpty();
            gateway.leasesHang = false;
        }
    }

    @Test
    void aGatewayThatIsGoneForAWholeLeaseEndsThePayload() throws Exception {
        World world = new World();
        world.script = "sleep 60\n";
        world.build();
        FakeGateway gateway = new FakeGateway(world, site.tls());
        gateway.lease = new Lease(true, 10);
        CountDownLatch running = new CountDownLatch(1);
        gateway.onRunning = running::countDown;
        site.anchors(gateway, 3);
        Process runner = site.run(gateway);
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

        gateway.close();

        assertThat(Ended.of(runner).status()).isEqualTo(5);
        assertThat(Leftovers.of(world.attempt)).isEmpty();
    }

    @Test
    void sigtermEndsThePayloadAndKeepsWhatItWrote() throws Exception {
        World world = new World();
        world.script = "echo half >out; sleep 60\n";
        world.resources = new Resources(1, 512, 100);
        world.build();
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            CountDownLatch running = new CountDownLatch(1);
            gateway.onRunning = running::countDown;
            site.anchors(gateway, 3);
            Process runner = site.run(gateway);
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
            pause(500);

            Victim.RUNNER
                    .processes(world)
                    .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));

            Ended.of(runner);
            Receipt receipt = Objects.requireNonNull(gateway.receipt);
            assertThat(receipt.exit().signal()).isEqualTo(15);
            assertThat(Objects.requireNonNull(gateway.version).partial()).isTrue();
            assertThat(gateway.stored).hasSize(2);
            assertThat(gateway.stored.values())
                    .anySatisfy(sealed ->
                            assertThat(Digest.of(gateway.opened(sealed)))
                                    .isEqualTo(Digest.of(World.bytes("half\n"))));
        }
    }

    private interface Look {
        List<Long> processes() throws IOException;
    }

    /** Looks until there is such a process, or the attempt has ended without. */
    private static List<Long> await(Look look, Path attempt) throws Exception {
        for (int i = 0; i < 2000; i++) {
            List<Long> found = look.processes();
            if (!found.isEmpty() || Files.exists(attempt.resolve("exit"))) {
                return found;
            }
            pause(10);
        }
        throw new AssertionError("there is no such process");
    }

    private static void untilNothingIsLeft(World world, int seconds) throws Exception {
        List<String> left = List.of();
        for (int i = 0; i < seconds * 20; i++) {
            left = Leftovers.of(world.attempt);
            if (left.isEmpty() && Leftovers.processes(mark(world)).isEmpty()) {
                return;
            }
            pause(50);
        }
        assertThat(left).isEmpty();
        assertThat(Leftovers.processes(mark(world))).isEmpty();
    }

    private static void noPlaintextIn(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("canary");
            }
        }
    }

    private static void pause(int milliseconds) throws InterruptedException {
        new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
    }
}
