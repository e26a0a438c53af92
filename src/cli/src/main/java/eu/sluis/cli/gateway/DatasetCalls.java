package eu.sluis.cli.gateway;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.NewCase;
import eu.sluis.contract.api.NewDataset;
import eu.sluis.contract.api.NewOpening;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.api.VersionView;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** Datasets, their versions and objects. */
public final class DatasetCalls {

    private static final long SLOWEST_BYTES_PER_SECOND = 100_000;

    private final Wire wire;

    public DatasetCalls(Wire wire) {
        this.wire = wire;
    }

    /** The datasets that the caller can see. */
    public List<DatasetView> datasets() {
        return wire.list("/datasets", DatasetView.class);
    }

    /** One dataset or case. */
    public DatasetView dataset(DatasetId id) {
        return wire.get("/datasets/" + id, DatasetView.class);
    }

    /** Makes a dataset. */
    public DatasetView make(NewDataset dataset) {
        return wire.post("/datasets", dataset, DatasetView.class);
    }

    /** Makes the case of a job to be. */
    public DatasetView makeCase(NewCase newCase) {
        return wire.post("/cases", newCase, DatasetView.class);
    }

    /** All versions of a dataset. */
    public List<VersionView> versions(DatasetId dataset) {
        return wire.list("/datasets/" + dataset + "/versions", VersionView.class);
    }

    /** One version. */
    public VersionView version(VersionId id) {
        return wire.get("/versions/" + id, VersionView.class);
    }

    /** Begins a version. A lost answer leaves at most an empty one that nobody sees. */
    public VersionView begin(DatasetId dataset, byte[] keyFile) {
        return wire.post(
                "/datasets/" + dataset + "/versions",
                new NewVersion(keyFile),
                VersionView.class,
                Lost.HARMLESS);
    }

    /** Closes a version. After a lost answer the version itself says whether it was closed. */
    public VersionView close(VersionId version, Authored record) {
        return wire.post(
                "/versions/" + version + "/close", record, VersionView.class, Lost.HARMLESS);
    }

    /**
     * Puts an object into an open version.
     *
     * @param sealed opens the age file from its beginning; asked again if the object is sent again
     * @param bytes its exact length
     */
    public ObjectView put(
            VersionId version,
            ObjectId object,
            Supplier<InputStream> sealed,
            long bytes,
            Digest digest) {
        String raw = Base64.getEncoder().encodeToString(digest.raw());
        HttpRequest request =
                wire.request(objectPath(version, object))
                        .timeout(
                                Wire.TIMEOUT.plus(
                                        Duration.ofSeconds(bytes / SLOWEST_BYTES_PER_SECOND)))
                        .header("Content-Type", "application/octet-stream")
                        .header("Content-Digest", "sha-256=:" + raw + ":")
                        .PUT(
                                HttpRequest.BodyPublishers.fromPublisher(
                                        HttpRequest.BodyPublishers.ofInputStream(sealed), bytes))
                        .build();
        return wire.read(wire.send(request, Lost.HARMLESS), Wire.type(ObjectView.class));
    }

    /** The bytes of an object, unverified, for the caller to close. */
    public InputStream object(VersionId version, ObjectId object) {
        HttpRequest request = wire.request(objectPath(version, object)).GET().build();
        return wire.send(request, Lost.HARMLESS).body();
    }

    /** Asks the custodian to open a version. */
    public ReleaseAnswer open(Authored intent) {
        return wire.post("/openings", new NewOpening(intent), ReleaseAnswer.class);
    }

    private static String objectPath(VersionId version, ObjectId object) {
        return "/versions/" + version + "/objects/" + object;
    }
}
