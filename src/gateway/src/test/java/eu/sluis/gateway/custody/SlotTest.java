package eu.sluis.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.Zone;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.LabelSource;
import eu.sluis.custody.ReleaseFacts;
import eu.sluis.gateway.datasets.Datasets;
import eu.sluis.gateway.datasets.Versions;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestData;
import eu.sluis.gateway.kit.TestTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.sites.Home;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.SigningKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class SlotTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Inject Releases releases;
    @Inject Custodian custodian;
    @Inject Versions versions;
    @Inject Datasets datasets;
    @Inject Database database;
    @Inject Home home;

    private TestData data;
    private VersionRef input;
    private RunIntent intent;
    private AttemptId attempt;
    private final Identity runner = Identity.generate();
    private final SigningKey runnerKey = SigningKey.generate();

    @BeforeEach
    void aDispatchedJob() {
        data = TestData.make();
        input = data.closed(data.dataset());
        intent = intent();
        attempt = attempt();
    }

    @Test
    void releasesTheInputsKeyFileToTheRunnerAlone() throws Exception {
        ReleaseOutcome outcome = redeem(runner, runnerKey, EvidenceLevel.A0);

        var answer = outcome.orThrow();
        byte[] keyFile = answer.keyFiles().get(input.version().toString());
        assertThat(KeyFile.open(keyFile, runner)).hasSize(1);
        Release release = custodian.open(answer.release(), Release.class);
        assertThat(release.keyFiles())
                .containsEntry(input.version().toString(), Digest.of(keyFile));
        assertThat(release.slot().runnerKey()).isEqualTo(runnerKey.publicKey());
        assertThat(release.intentDigest()).isEqualTo(data.sign(intent).signed().digest());
        assertThat(data.leaves("release.answered")).hasSize(1);
    }

    @Test
    void givesTheSameBytesToAThousandReplaysAndWritesOneLeaf() throws Exception {
        byte[] first = Json.canonical(redeem(runner, runnerKey, EvidenceLevel.A0).orThrow());

        List<Future<byte[]>> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, 1000)
                    .forEach(_ ->
                            answers.add(
                                    threads.submit(() ->
                                            Json.canonical(
                                                    redeem(runner, runnerKey, EvidenceLevel.A0)
                                                            .orThrow()))));
        }

        for (Future<byte[]> answer : answers) {
            assertThat(answer.get()).isEqualTo(first);
        }
        assertThat(data.leaves("release.answered")).hasSize(1);
        assertThat(data.leaves("slot.alarm")).isEmpty();
    }

    @Test
    void answersOneOfManyRunnersThatComeAtOnce() throws Exception {
        List<Future<ReleaseOutcome>> outcomes = new ArrayList<>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, 16)
                    .forEach(_ ->
                            outcomes.add(
                                    threads.submit(() ->
                                            redeem(
                                                    Identity.generate(),
                                                    SigningKey.generate(),
                                                    EvidenceLevel.A0))));
        }

        int released = 0;
        for (Future<ReleaseOutcome> outcome : outcomes) {
            released += outcome.get() instanceof ReleaseOutcome.Released ? 1 : 0;
        }
        assertThat(released).isEqualTo(1);
        assertThat(data.leaves("release.answered")).hasSize(1);
        assertThat(data.leaves("slot.alarm")).as("of 15: the 1st, 2nd, 4th, 8th").hasSize(4);
    }

    @Test
    void refusesAnyOtherKeyAndKeepsTheAlarm() {
        redeem(runner, runnerKey, EvidenceLevel.A0).orThrow();

        ReleaseOutcome otherKey = redeem(runner, SigningKey.generate(), EvidenceLevel.A0);
        ReleaseOutcome otherRecipient = redeem(Identity.generate(), runnerKey, EvidenceLevel.A0);

        assertRefused(otherKey, ProblemType.SLOT_TAKEN);
        assertRefused(otherRecipient, ProblemType.SLOT_TAKEN);
        assertThat(data.leaves("slot.alarm"))
                .hasSize(2)
                .allMatch(leaf -> leaf.contains(attempt.toString()));
    }

    @Test
    void leavesTheSlotFreeWhenAnAskerShowsNoEvidence() {
        intent = withFloor(EvidenceLevel.A1);

        ReleaseOutcome stranger =
                redeem(Identity.generate(), SigningKey.generate(), EvidenceLevel.A0);
        ReleaseOutcome theRunner = redeem(runner, runnerKey, EvidenceLevel.A1);

        assertRefused(stranger, ProblemType.EVIDENCE_REQUIRED);
        assertThat(theRunner).isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(data.leaves("release.refused")).hasSize(1);
    }

    @Test
    void releasesNothingWhenTheAuditLogCannotBeWritten() {
        Sql.execute(
                "ALTER TABLE audit ADD CONSTRAINT full_log CHECK (tenant <> '%s') NOT VALID"
                        .formatted(data.tenant.id()));
        try {
            assertThatThrownBy(() -> redeem(runner, runnerKey, EvidenceLevel.A0))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));

            assertThat(
                            Sql.column(
                                    "SELECT id FROM release_request WHERE attempt = ?",
                                    attempt.value()))
                    .isEmpty();
        } finally {
            Sql.execute("ALTER TABLE audit DROP CONSTRAINT full_log");
        }
    }

    @Test
    void refusesAnEditedLabel() {
        Sql.execute(
                "UPDATE dataset SET label = ? WHERE id = ?",
                Json.canonical(TestTenant.LABEL),
                input.dataset().value());

        ReleaseOutcome outcome = redeem(runner, runnerKey, EvidenceLevel.A0);

        assertRefused(outcome, ProblemType.CUSTODY_REFUSED);
        assertThat(data.leaves("release.refused"))
                .hasSize(1)
                .allMatch(leaf -> leaf.contains(input.dataset().toString()));
    }

    /**
     * Even where the signed recipient was moved along with the label, the wrapping does not open.
     */
    @Test
    void refusesAnIdentityThatWasMovedFromAnotherDatasetOrTenant() {
        for (TestData from : List.of(data, TestData.make())) {
            VersionRef other = from.closed(from.dataset());
            Sql.execute(
                    """
                    UPDATE dataset SET identity = (SELECT identity FROM dataset WHERE id = ?) WHERE id = ?
                    """,
                    other.dataset().value(),
                    input.dataset().value());

            attempt = attempt();
            ReleaseOutcome outcome = redeem(runner, runnerKey, EvidenceLevel.A0);

            assertRefused(outcome, ProblemType.CUSTODY_REFUSED);
        }
        assertThat(data.leaves("release.refused")).hasSize(2);
    }

    @Test
    void refusesAKeyFileThatWasMovedFromAnotherVersion() {
        VersionRef other = data.closed(data.dataset());
        Sql.execute(
                "UPDATE version SET key_file = (SELECT key_file FROM version WHERE id = ?) WHERE id = ?",
                other.version().value(),
                input.version().value());

        ReleaseOutcome outcome = redeem(runner, runnerKey, EvidenceLevel.A0);

        assertRefused(outcome, ProblemType.CUSTODY_REFUSED);
    }

    private static void assertRefused(ReleaseOutcome outcome, ProblemType type) {
        assertThat(outcome).isInstanceOf(ReleaseOutcome.Refused.class);
        assertThat(((ReleaseOutcome.Refused) outcome).problem().type()).isEqualTo(type);
    }

    private ReleaseOutcome redeem(Identity identity, SigningKey key, EvidenceLevel evidence) {
        var redemption =
                new Redemption(attempt, 0, identity.recipient().toString(), key.publicKey());
        var request = new SlotRequest(redemption, intent.id(), data.sign(intent).signed());
        var scope = data.tenant.scope();
        return database.inTenant(
                scope,
                handle ->
                        releases.redeem(
                                handle,
                                scope,
                                request,
                                () ->
                                        new SlotCase(
                                                facts(
                                                        request,
                                                        evidence,
                                                        datasets.labels(
                                                                handle,
                                                                scope,
                                                                datasets.find(
                                                                        handle,
                                                                        scope,
                                                                        input.dataset()))),
                                                grant(redemption, evidence),
                                                List.of(versions.sealed(handle, scope, input)))));
    }

    private ReleaseFacts facts(
            SlotRequest request, EvidenceLevel evidence, List<LabelSource> labels) {
        return new ReleaseFacts(
                intent,
                true,
                labels,
                site(),
                home.place(Custody.MANAGED),
                true,
                evidence,
                null,
                request.offered(),
                0,
                false,
                true,
                NOW);
    }

    private SlotGrant grant(Redemption redemption, EvidenceLevel evidence) {
        return new SlotGrant(
                new JobId(UUID.randomUUID()),
                1,
                null,
                attempt,
                0,
                new SiteName("nl"),
                redemption.key(),
                evidence,
                1,
                new DatasetId(UUID.randomUUID()),
                new TreeMap<>(),
                new VersionId(UUID.randomUUID()),
                "age1pq1unused");
    }

    /** Of the evidence that the intent wants, so that a site of A0 is not held to more. */
    private SiteStatement site() {
        EvidenceLevel stated = intent.evidence();
        return new SiteStatement(
                new SiteName("nl"),
                new Zone("eu/nl"),
                new TreeSet<>(Set.of("NL")),
                "operator",
                "local",
                stated,
                stated == EvidenceLevel.A0 ? List.of() : List.of(runnerKey.publicKey()),
                NOW.plusSeconds(3600));
    }

    private RunIntent intent() {
        return intent(EvidenceLevel.A0);
    }

    private RunIntent withFloor(EvidenceLevel floor) {
        return intent(floor);
    }

    private RunIntent intent(EvidenceLevel floor) {
        return new RunIntent(
                new IntentId(UUID.randomUUID()),
                data.tenant.id(),
                data.project,
                input.dataset(),
                input,
                List.of(),
                List.of(),
                new Resources(1, 64, 60),
                null,
                1,
                1,
                NetworkClass.NONE,
                new TreeSet<>(Set.of(new Zone("eu/nl"))),
                floor,
                "research",
                null,
                NOW.plusSeconds(3600));
    }

    private AttemptId attempt() {
        UUID job = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        UUID tenant = data.tenant.id().value();
        Sql.execute(
                """
                INSERT INTO job (tenant, id, number, project, intent_id, intent, intent_signature, intent_key,
                                 case_dataset, element, state, cpus, memory_mebibytes, seconds)
                SELECT ?, ?, count(*) + 1, ?, ?, '', '', '', ?, count(*), 'PENDING', 1, 64, 60 FROM job
                """,
                tenant,
                job,
                data.project.value(),
                UUID.randomUUID(),
                input.dataset().value());
        Sql.execute(
                "INSERT INTO attempt (tenant, id, job, number, site, state) VALUES (?, ?, ?, 1, 'nl', 'QUEUED')",
                tenant,
                id,
                job);
        return new AttemptId(id);
    }
}
