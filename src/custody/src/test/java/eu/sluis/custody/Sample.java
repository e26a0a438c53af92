package eu.sluis.custody;

import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Label;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.Zone;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.seal.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hospital's job at a site in its own country: everything allows it. */
final class Sample {

    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    static final TenantId TENANT = new TenantId(id(1));
    static final ProjectId PROJECT = new ProjectId(id(2));
    static final DatasetId DATASET = new DatasetId(id(3));
    static final DatasetId CASE = new DatasetId(id(4));
    static final IntentId INTENT = new IntentId(id(5));

    /** The key of RFC 8032, section 7.1, TEST 1: everybody has it. */
    static final SigningKey KEY =
            key("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    /** The key of RFC 8032, section 7.1, TEST 2. */
    static final SigningKey OTHER_KEY =
            key("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    private Sample() {}

    static UUID id(int number) {
        return UUID.fromString("%08d-0000-4000-8000-000000000000".formatted(number));
    }

    static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static SortedSet<Zone> zones(String... paths) {
        SortedSet<Zone> zones = new TreeSet<>();
        for (String path : paths) {
            zones.add(new Zone(path));
        }
        return zones;
    }

    static SortedSet<String> words(String... words) {
        return new TreeSet<>(Set.of(words));
    }

    /** Allows zone and law, for any purpose, at any evidence, without end. */
    static Label label(String zone, String... jurisdictions) {
        return new Label(
                zones(zone),
                words(jurisdictions),
                words("*"),
                EvidenceLevel.A0,
                Custody.MANAGED,
                Egress.OWNER,
                Recipients.HYBRID,
                null);
    }

    static Label withEvidence(Label label, EvidenceLevel evidence) {
        return new Label(
                label.zones(),
                label.jurisdictions(),
                label.purposes(),
                evidence,
                label.custody(),
                label.egress(),
                label.recipients(),
                label.until());
    }

    static Label withEgress(Label label, Egress egress) {
        return new Label(
                label.zones(),
                label.jurisdictions(),
                label.purposes(),
                label.evidence(),
                label.custody(),
                egress,
                label.recipients(),
                label.until());
    }

    /** The labels of tenant, project, dataset and case: the dataset's is the narrow one. */
    static List<LabelSource> labels() {
        return List.of(
                LabelSource.tenant(label("eu", "*")),
                LabelSource.project(label("eu", "NL", "EE")),
                LabelSource.dataset(DATASET, withEvidence(label("eu/nl", "NL"), EvidenceLevel.A1)),
                LabelSource.dataset(CASE, withEvidence(label("eu/nl", "NL"), EvidenceLevel.A1)));
    }

    static Place home(String zone) {
        return Place.home(new Zone(zone), words("NL"), Custody.MANAGED);
    }

    static RunIntent intent(Instant notAfter) {
        return intent(null, notAfter);
    }

    static RunIntent intent(@Nullable Instant notBefore, Instant notAfter) {
        return new RunIntent(
                INTENT,
                TENANT,
                PROJECT,
                CASE,
                new VersionRef(CASE, new VersionId(id(6)), digest("bundle")),
                List.of(
                        new Input(
                                "table",
                                new VersionRef(DATASET, new VersionId(id(7)), digest("manifest")))),
                List.of(),
                new Resources(2, 1024, 600),
                null,
                1,
                3,
                NetworkClass.NONE,
                zones("eu"),
                EvidenceLevel.A0,
                "research",
                notBefore,
                notAfter);
    }

    /** A site in the dataset's zone that states A0. */
    static SiteStatement withoutNodes() {
        return new SiteStatement(
                new SiteName("nl"),
                new Zone("eu/nl/ams"),
                words("NL"),
                "Site nl",
                "local",
                EvidenceLevel.A0,
                List.of(),
                NOW.plusSeconds(60));
    }

    static SiteStatement site(String zone, Instant notAfter) {
        return new SiteStatement(
                new SiteName("nl"),
                new Zone(zone),
                words("NL"),
                "Site nl",
                "slurm",
                EvidenceLevel.A1,
                List.of(OTHER_KEY.publicKey()),
                notAfter);
    }

    static PublicKey publicKey() {
        return KEY.publicKey();
    }

    private static SigningKey key(String seed) {
        byte[] der = HexFormat.of().parseHex("302e020100300506032b657004220420" + seed);
        String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----\n";
        return SigningKey.fromPkcs8Pem(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
