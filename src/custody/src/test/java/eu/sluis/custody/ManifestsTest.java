package eu.sluis.custody;

import static eu.sluis.custody.Sample.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static final VersionId VERSION = new VersionId(Sample.id(7));
    private static final ManifestFile FILE =
            new ManifestFile("table.csv", new ObjectId(Sample.id(8)), digest("sealed"), 500, 300);

    private final Manifest manifest = new Manifest(Sample.DATASET, VERSION, List.of(FILE));
    private final VersionRef version = new VersionRef(Sample.DATASET, VERSION, digest("manifest"));

    @Test
    void readsTheManifestOfItsVersion() {
        assertThat(Manifests.read(Json.canonical(manifest), version)).isEqualTo(manifest);
    }

    @Test
    void refusesTheManifestOfAnotherVersionOrDataset() {
        byte[] opened = Json.canonical(manifest);

        refuses(opened, new VersionRef(Sample.CASE, VERSION, version.manifest()));
        refuses(
                opened,
                new VersionRef(Sample.DATASET, new VersionId(Sample.id(6)), version.manifest()));
    }

    @Test
    void refusesAnythingButTheCanonicalForm() {
        String opened = new String(Json.canonical(manifest), StandardCharsets.UTF_8);

        refuses((opened + "\n").getBytes(StandardCharsets.UTF_8), version);
        refuses(
                opened.replace("\"files\"", "\"more\":1,\"files\"")
                        .getBytes(StandardCharsets.UTF_8),
                version);
        refuses(
                opened.replace("table.csv", "../table.csv").getBytes(StandardCharsets.UTF_8),
                version);
        refuses(new byte[0], version);
    }

    @Test
    void holdsAnObjectAgainstItsDigestAndLength() {
        assertThatCode(() -> Manifests.requireListed(FILE, digest("sealed"), 500))
                .doesNotThrowAnyException();

        assertThatThrownBy(() -> Manifests.requireListed(FILE, digest("other"), 500))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Manifests.requireListed(FILE, digest("sealed"), 499))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void aRecordClosesExactlyOneVersion() {
        var closing =
                new VersionRecord(
                        Sample.DATASET,
                        VERSION,
                        digest("key file"),
                        new ObjectId(Sample.id(9)),
                        digest("manifest"),
                        null,
                        false);

        assertThat(Manifests.closed(closing)).isEqualTo(version);
    }

    private static void refuses(byte[] opened, VersionRef version) {
        assertThatThrownBy(() -> Manifests.read(opened, version)).isInstanceOf(InvalidValue.class);
    }
}
