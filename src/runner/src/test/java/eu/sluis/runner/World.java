package eu.sluis.runner;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Bundle;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.Release;
import eu.sluis.contract.document.Resources;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A tenant with a dataset and a case, a custodian, and one job: everything that is sealed or
 * signed.
 */
final class World {

    static final String FILE = "table.csv";
    static final String TABLE = "id,secret\n1,canary-table-7731\n2,plain\n";

    final AttemptId attempt = new AttemptId(UUID.randomUUID());
    final SigningKey custodian = SigningKey.generate();
    final SigningKey user = SigningKey.generate();
    final Identity dataset = Identity.generate();
    final Identity theCase = Identity.generate();
    final TenantId tenant = new TenantId(UUID.randomUUID());
    final DatasetId datasetId = new DatasetId(UUID.randomUUID());
    final DatasetId caseId = new DatasetId(UUID.randomUUID());
    final JobId job = new JobId(UUID.randomUUID());
    final VersionId output = new VersionId(UUID.randomUUID());

    final Map<ObjectId, byte[]> objects = new HashMap<>();
    final Map<VersionId, VersionView> versions = new HashMap<>();
    final Map<VersionId, byte[]> keyFiles = new HashMap<>();
    final Map<VersionId, Identity> identities = new HashMap<>();

    String script = "#!/bin/sh\nwc -l </in/data/" + FILE + " >lines\n";
    List<String> arguments = List.of();
    SortedMap<String, String> variables = new TreeMap<>();
    Resources resources = new Resources(1, 512, 60);
    NetworkClass network = NetworkClass.NONE;

    /** Seals the table; a test may seal it wrongly. */
    Function<Identity, byte[]> tableBytes = identity -> seal(bytes(TABLE), identity.recipient());

    /** The object that holds {@link #TABLE}. */
    ObjectId table = new ObjectId(UUID.randomUUID());

    private Signed intent = new Signed(new byte[1], new byte[64]);
    private @Nullable RunIntent run;

    /** Seals bundle and input, and signs the intent; call it once all is set. */
    World build() {
        VersionRef input = version(datasetId, dataset, new TreeMap<>(Map.of(FILE, bytes(TABLE))));
        table = ObjectId.of(lastObjects.getFirst());
        Bundle bundle = new Bundle(null, arguments, variables);
        VersionRef code =
                version(
                        caseId,
                        theCase,
                        new TreeMap<>(
                                Map.of(
                                        Bundle.SCRIPT, bytes(script),
                                        Bundle.FILE, Json.canonical(bundle))));
        run =
                new RunIntent(
                        new IntentId(UUID.randomUUID()),
                        tenant,
                        new ProjectId(UUID.randomUUID()),
                        caseId,
                        code,
                        List.of(new Input("data", input)),
                        List.of(),
                        resources,
                        null,
                        1,
                        1,
                        network,
                        new TreeSet<>(List.of(new Zone("eu/nl"))),
                        EvidenceLevel.A0,
                        "research",
                        null,
                        Instant.parse("2099-01-01T00:00:00Z"));
        intent = Documents.sign(user, run());
        return this;
    }

    private final List<String> lastObjects = new ArrayList<>();

    private VersionRef version(DatasetId of, Identity sealedTo, SortedMap<String, byte[]> files) {
        VersionId id = new VersionId(UUID.randomUUID());
        Identity identity = Identity.generate();
        identities.put(id, identity);
        lastObjects.clear();
        List<ManifestFile> listed = new ArrayList<>();
        files.forEach((path, plain) -> {
            ObjectId object = new ObjectId(UUID.randomUUID());
            byte[] sealed =
                    path.equals(FILE)
                            ? tableBytes.apply(identity)
                            : seal(plain, identity.recipient());
            objects.put(object, sealed);
            lastObjects.add(object.toString());
            listed.add(
                    new ManifestFile(path, object, Digest.of(sealed), sealed.length, plain.length));
        });
        byte[] keyFile = KeyFile.seal(List.of(identity), sealedTo.recipient());
        keyFiles.put(id, keyFile);
        return close(of, id, new Manifest(of, id, listed), Digest.of(keyFile));
    }

    private VersionRef close(DatasetId of, VersionId id, Manifest manifest, Digest keyFile) {
        byte[] sealed = seal(Json.canonical(manifest), identity(id).recipient());
        ObjectId object = new ObjectId(UUID.randomUUID());
        objects.put(object, sealed);
        VersionRecord stated =
                new VersionRecord(of, id, keyFile, object, Digest.of(sealed), null, false);
        versions.put(
                id,
                new VersionView(
                        id,
                        of,
                        1,
                        "closed",
                        Documents.sign(user, stated),
                        user.publicKey(),
                        null,
                        1,
                        Instant.EPOCH));
        return new VersionRef(of, id, Digest.of(sealed));
    }

    RunIntent run() {
        return Objects.requireNonNull(run);
    }

    /** What an honest custodian answers. */
    ReleaseAnswer release(Redemption redemption) {
        return release(redemption, custodian, intent, new SiteName("nl"));
    }

    ReleaseAnswer release(
            Redemption redemption, SigningKey signer, Signed shownIntent, SiteName site) {
        Map<String, byte[]> readdressed = new HashMap<>();
        TreeMap<String, Digest> digests = new TreeMap<>();
        keyFiles.forEach((version, keyFile) -> {
            byte[] moved = readdress(version, keyFile, redemption.recipient());
            readdressed.put(version.toString(), moved);
            digests.put(version.toString(), Digest.of(moved));
        });
        SlotGrant slot =
                new SlotGrant(
                        job,
                        7,
                        null,
                        redemption.attempt(),
                        0,
                        site,
                        redemption.key(),
                        EvidenceLevel.A0,
                        7,
                        caseId,
                        new TreeMap<>(),
                        output,
                        theCase.recipient().toString());
        Release release =
                new Release(
                        new ReleaseId(UUID.randomUUID()),
                        tenant,
                        run().id(),
                        intent.digest(),
                        redemption.recipient(),
                        digests,
                        slot,
                        Instant.EPOCH);
        return new ReleaseAnswer(Documents.sign(signer, release), shownIntent, readdressed);
    }

    /** The identity of a version. */
    Identity identity(VersionId version) {
        return Objects.requireNonNull(identities.get(version));
    }

    Signed intent() {
        return intent;
    }

    private byte[] readdress(VersionId version, byte[] keyFile, String recipient) {
        boolean ofCase = version.equals(run().bundle().version());
        try {
            return KeyFile.readdress(
                    keyFile, ofCase ? theCase : dataset, Recipient.parse(recipient));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] seal(byte[] plain, Recipient... to) {
        try {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            Age.seal(new ByteArrayInputStream(plain), sealed, List.of(to));
            return sealed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] open(byte[] sealed, Identity... with) {
        try {
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            Age.open(new ByteArrayInputStream(sealed), plain, List.of(with));
            return plain.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
