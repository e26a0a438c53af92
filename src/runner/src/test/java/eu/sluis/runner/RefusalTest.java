package eu.sluis.runner;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunnerPhase;
import eu.sluis.seal.Identity;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a runner must not accept, from a gateway that lies or a store that was changed. */
class RefusalTest {

    private static final int REFUSED = 3;
    private static final int UNAVAILABLE = 5;
    private static TestSite site;

    @BeforeAll
    static void install() {
        site = new TestSite();
    }

    @AfterAll
    static void remove() {
        site.close();
    }

    /** Runs until the refusal; nothing may have run, nothing may be kept. */
    private static AttemptReport refusal(World world, Consumer<FakeGateway> lie)
            throws IOException, InterruptedException {
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            lie.accept(gateway);
            site.anchors(gateway, 3);
            Ended ended = Ended.of(site.run(gateway));
            assertThat(ended.status()).as(ended.errors()).isEqualTo(REFUSED);
            assertThat(ended.errors()).doesNotContain("canary", World.FILE);
            assertThat(gateway.phases()).doesNotContain(RunnerPhase.RUNNING);
            assertThat(gateway.stored).isEmpty();
            assertThat(gateway.receipt).isNull();
            assertThat(Leftovers.of(world.attempt)).isEmpty();
            return gateway.reports.getLast();
        }
    }

    private static String servedInstead(BiFunction<World, byte[], byte[]> other)
            throws IOException, InterruptedException {
        World world = new World().build();
        AttemptReport report =
                refusal(
                        world,
                        gateway ->
                                gateway.serve =
                                        (object, bytes) ->
                                                object.equals(world.table)
                                                        ? other.apply(world, bytes)
                                                        : bytes);
        assertThat(report.phase()).isEqualTo(RunnerPhase.REFUSED);
        return String.valueOf(report.problem());
    }

    /**
     * As {@link #servedInstead}, where the manifest that the user signed lists these very bytes.
     */
    private static String listed(BiFunction<World, Identity, byte[]> sealed)
            throws IOException, InterruptedException {
        World world = new World();
        world.tableBytes = identity -> sealed.apply(world, identity);
        return String.valueOf(refusal(world.build(), gateway -> {}).problem());
    }

    private static String answered(BiFunction<World, Redemption, ReleaseAnswer> answer)
            throws IOException, InterruptedException {
        World world = new World().build();
        return String.valueOf(
                refusal(
                                world,
                                gateway ->
                                        gateway.answer =
                                                redemption -> answer.apply(world, redemption))
                        .problem());
    }

    @Test
    void refusesPlaintextInPlaceOfAnObject() throws Exception {
        assertThat(servedInstead((world, bytes) -> World.bytes(World.TABLE)))
                .isEqualTo("digest-mismatch");
        assertThat(listed((world, identity) -> World.bytes(World.TABLE))).isEqualTo("not-sealed");
    }

    @Test
    void refusesAnObjectForAnotherRecipient() throws Exception {
        UnaryOperator<byte[]> other = plain -> World.seal(plain, Identity.generate().recipient());

        assertThat(servedInstead((world, bytes) -> other.apply(World.bytes(World.TABLE))))
                .isEqualTo("digest-mismatch");
        assertThat(listed((world, identity) -> other.apply(World.bytes(World.TABLE))))
                .isEqualTo("not-sealed");
    }

    @Test
    void refusesAnObjectWithTwoStanzas() throws Exception {
        assertThat(
                        listed((world, identity) ->
                                World.seal(
                                        World.bytes(World.TABLE),
                                        identity.recipient(),
                                        Identity.generate().recipient())))
                .isEqualTo("not-sealed");
    }

    @Test
    void refusesAHeaderFollowedByPlaintext() throws Exception {
        assertThat(
                        listed((world, identity) -> {
                            byte[] whole =
                                    World.seal(World.bytes(World.TABLE), identity.recipient());
                            byte[] plain = World.bytes(World.TABLE);
                            int from = whole.length - plain.length - 16;
                            System.arraycopy(plain, 0, whole, from, plain.length);
                            return whole;
                        }))
                .isEqualTo("not-sealed");
    }

    @Test
    void refusesAnotherObjectOfTheSameVersionsRecipient() throws Exception {
        String problem =
                servedInstead((world, bytes) -> {
                    VersionId input =
                            Objects.requireNonNull(world.run().inputs().getFirst().version())
                                    .version();
                    byte[] other = World.bytes(World.TABLE.replace('7', '8'));
                    return World.seal(other, world.identity(input).recipient());
                });

        assertThat(problem).isEqualTo("digest-mismatch");
    }

    @Test
    void refusesAShortBodyAndAFlippedBit() throws Exception {
        assertThat(servedInstead((world, bytes) -> Arrays.copyOf(bytes, bytes.length - 1)))
                .isEqualTo("digest-mismatch");
        assertThat(servedInstead((world, bytes) -> Arrays.copyOf(bytes, bytes.length + 1)))
                .isEqualTo("digest-mismatch");
        assertThat(
                        servedInstead((world, bytes) -> {
                            byte[] flipped = bytes.clone();
                            flipped[bytes.length - 20] ^= 1;
                            return flipped;
                        }))
                .isEqualTo("digest-mismatch");
    }

    @Test
    void refusesAVersionWithAnotherManifestThanTheIntentNames() throws Exception {
        World world = new World().build();
        VersionId input =
                Objects.requireNonNull(world.run().inputs().getFirst().version()).version();
        VersionId bundle = world.run().bundle().version();
        VersionView other = Objects.requireNonNull(world.versions.get(bundle));
        world.versions.put(input, other);

        AttemptReport report = refusal(world, gateway -> {});

        assertThat(report.problem()).isEqualTo("digest-mismatch");
    }

    @Test
    void refusesAReleaseOfAnotherCustodian() throws Exception {
        assertThat(
                        answered((world, asked) ->
                                world.release(
                                        asked,
                                        SigningKey.generate(),
                                        world.intent(),
                                        new SiteName("nl"))))
                .isEqualTo("bad-signature");
    }

    @Test
    void refusesAReleaseForOtherKeysAnotherAttemptOrAnotherSite() throws Exception {
        Redemption others =
                new Redemption(
                        new World().attempt,
                        0,
                        Identity.generate().recipient().toString(),
                        SigningKey.generate().publicKey());

        assertThat(
                        answered((world, asked) ->
                                world.release(
                                        new Redemption(
                                                asked.attempt(),
                                                0,
                                                others.recipient(),
                                                asked.key()))))
                .isEqualTo("bad-document");
        assertThat(
                        answered((world, asked) ->
                                world.release(
                                        new Redemption(
                                                asked.attempt(),
                                                0,
                                                asked.recipient(),
                                                others.key()))))
                .isEqualTo("bad-document");
        assertThat(
                        answered((world, asked) ->
                                world.release(
                                        new Redemption(
                                                others.attempt(),
                                                0,
                                                asked.recipient(),
                                                asked.key()))))
                .isEqualTo("bad-document");
        assertThat(
                        answered((world, asked) ->
                                world.release(
                                        asked,
                                        world.custodian,
                                        world.intent(),
                                        new SiteName("ee"))))
                .isEqualTo("bad-document");
    }

    @Test
    void refusesAnIntentWithAFlippedBit() throws Exception {
        assertThat(
                        answered((world, asked) -> {
                            byte[] flipped = world.intent().document();
                            flipped[flipped.length / 2] ^= 1;
                            Signed other = new Signed(flipped, world.intent().signature());
                            return world.release(asked, world.custodian, other, new SiteName("nl"));
                        }))
                .isEqualTo("digest-mismatch");
    }

    @Test
    void refusesAKeyFileThatTheReleaseDoesNotName() throws Exception {
        assertThat(
                        answered((world, asked) -> {
                            ReleaseAnswer honest = world.release(asked);
                            Map<String, byte[]> swapped = new TreeMap<>(honest.keyFiles());
                            swapped.replaceAll((version, keyFile) -> new byte[300]);
                            return new ReleaseAnswer(honest.release(), honest.intent(), swapped);
                        }))
                .isEqualTo("digest-mismatch");
    }

    @Test
    void saysWhyTheCustodianRefused() throws Exception {
        assertThat(
                        answered((world, asked) -> {
                            throw new ProblemException(
                                    ProblemType.EVIDENCE_REQUIRED, "A1 is asked for");
                        }))
                .isEqualTo("evidence-required");
    }

    @Test
    void refusesNetworkClassJobByName() throws Exception {
        World world = new World();
        world.network = NetworkClass.JOB;

        AttemptReport report = refusal(world.build(), gateway -> {});

        assertThat(report.problem()).isEqualTo("refused-by-policy");
    }

    @Test
    void refusesLessMemoryThanTheRunnerNeeds() throws Exception {
        World world = new World();
        world.resources = new Resources(1, 161, 60);

        AttemptReport report = refusal(world.build(), gateway -> {});

        assertThat(report.problem()).isEqualTo("does-not-fit");
    }

    @Test
    void refusesInputsThatDoNotFit() throws Exception {
        World world = new World();
        world.resources = new Resources(1, 162, 60);
        world.script = "#".repeat(2 << 20);

        AttemptReport report = refusal(world.build(), gateway -> {});

        assertThat(report.problem()).isEqualTo("does-not-fit");
    }

    @Test
    void refusesToRunWithoutALease() throws Exception {
        World world = new World().build();

        AttemptReport last = refusal(world, gateway -> gateway.lease = new Lease(false, 30));

        assertThat(last.phase()).isEqualTo(RunnerPhase.OPENING);
    }

    @Test
    void givesUpWhenTheGatewayDoesNotAnswerInTime() throws Exception {
        try (FakeGateway gateway = new FakeGateway(new World().build(), site.tls())) {
            gateway.redemptionsFail = true;
            site.anchors(gateway, 4);

            Ended ended = Ended.of(site.run(gateway));

            assertThat(ended.status()).isEqualTo(UNAVAILABLE);
            assertThat(gateway.redemptions).hasSizeBetween(2, 8);
            assertThat(gateway.redemptions)
                    .allSatisfy(body -> assertThat(body).isEqualTo(gateway.redemptions.getFirst()));
        }
    }

    @Test
    void doesNotSpeakToAGatewayUnderAnotherCa() throws Exception {
        try (TestSite other = new TestSite();
                FakeGateway gateway = new FakeGateway(new World().build(), other.tls())) {
            site.anchors(gateway, 1);

            Ended ended = Ended.of(site.run(gateway));

            assertThat(ended.status()).isEqualTo(UNAVAILABLE);
            assertThat(gateway.redemptions).isEmpty();
        }
    }

    @Test
    void aSecondRunnerOfTheSameAttemptGetsNothing() throws Exception {
        World world = new World().build();
        try (FakeGateway gateway = new FakeGateway(world, site.tls())) {
            site.anchors(gateway, 3);
            assertThat(Ended.of(site.run(gateway)).status()).isZero();

            Ended second = Ended.of(site.run(gateway));

            assertThat(second.status()).isEqualTo(REFUSED);
            assertThat(second.errors()).contains("slot-taken");
            assertThat(gateway.commits).isEqualTo(1);
        }
    }
}
