package eu.sluis.cli.data;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Label;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.contract.document.Document;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Identity;
import eu.sluis.seal.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents as a gateway, a custodian, a user and a runner would make them. */
public final class Papers {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    public final SigningKey custodian = SigningKey.generate();
    public final SigningKey user = SigningKey.generate();
    public final SigningKey runner = SigningKey.generate();
    public final SigningKey stranger = SigningKey.generate();
    public final TenantId tenant = new TenantId(UUID.randomUUID());
    public final ProjectId project = new ProjectId(UUID.randomUUID());
    public final DatasetId dataset = new DatasetId(UUID.randomUUID());
    public final VersionId version = new VersionId(UUID.randomUUID());
    public final JobId job = new JobId(UUID.randomUUID());
    public final AttemptId attempt = new AttemptId(UUID.randomUUID());
    public final Identity identity = Identity.generate();
    public final Label label = label("eu/nl");

    public final Enrolment enrolment =
            new Enrolment(
                    "https://gateway.example",
                    "PEM",
                    "https://issuer.example",
                    "sluis-cli",
                    "t-1a2b",
                    tenant,
                    custodian.publicKey());

    public static Label label(String zone) {
        return new Label(
                new TreeSet<>(Set.of(new Zone(zone))),
                new TreeSet<>(List.of(Label.ANY)),
                new TreeSet<>(List.of(Label.ANY)),
                EvidenceLevel.A0,
                Custody.MANAGED,
                Egress.OWNER,
                Recipients.HYBRID,
                null);
    }

    public Signed by(SigningKey key, Document document) {
        return Documents.sign(key, document);
    }

    public DatasetRecipient recipient() {
        return new DatasetRecipient(
                tenant, dataset, label.digest(), identity.recipient().toString());
    }

    public DatasetView datasetView(Signed recipient) {
        return new DatasetView(
                dataset, project, "dataset", "breast-cancer", label, recipient, null, NOW);
    }

    public VersionRecord record() {
        return new VersionRecord(
                dataset,
                version,
                Digest.of(new byte[] {1}),
                new ObjectId(UUID.randomUUID()),
                Digest.of(new byte[] {2}),
                null,
                false);
    }

    public VersionView versionView(
            @Nullable Signed record, SigningKey author, @Nullable Signed authority) {
        return new VersionView(
                version, dataset, 1, "closed", record, author.publicKey(), authority, 10, NOW);
    }

    public Release release(@Nullable SlotGrant grant) {
        return new Release(
                new ReleaseId(UUID.randomUUID()),
                tenant,
                new IntentId(UUID.randomUUID()),
                Digest.of(new byte[] {3}),
                identity.recipient().toString(),
                sorted(),
                grant,
                NOW);
    }

    public SlotGrant grant(JobId forJob, VersionId output) {
        return new SlotGrant(
                forJob,
                7,
                null,
                attempt,
                0,
                new SiteName("nl"),
                runner.publicKey(),
                EvidenceLevel.A0,
                1,
                dataset,
                new java.util.TreeMap<>(),
                output,
                identity.recipient().toString());
    }

    public JobView jobView(@Nullable Signed receipt) {
        return new JobView(
                job,
                7,
                null,
                project,
                new IntentId(UUID.randomUUID()),
                dataset,
                JobState.COMPLETED,
                null,
                null,
                null,
                null,
                null,
                version,
                receipt,
                NOW,
                null,
                null);
    }

    private static SortedMap<String, Digest> sorted() {
        return new TreeMap<>();
    }
}
