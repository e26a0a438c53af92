package eu.sluis.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestFileTest {

    private static final UUID ID = new UUID(0x4000, 0x8000000000000000L);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b.csv",
                "..a",
                "a..",
                "...",
                "met spatie.txt",
                "\u00e9t\u00e9/\u6e2c",
                "-rf",
                "~"
            })
    void takesPlainNames(String path) {
        assertThat(file(path).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "/etc/passwd",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/..",
                "a/../b",
                "a/./b",
                "./a",
                "a\u0000",
                "a\nb",
                "a\r",
                "a\tb",
                "a\u001b[2J",
                "a\u007f",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202etxt.sh",
                "a\u2066b",
                "a\u200bb",
                "\ufeffa",
                "a\ud800",
                "a\ue000"
            })
    void refusesPathsThatLeadAwayOrDeceive(String path) {
        assertThatThrownBy(() -> file(path)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesPartsThatNoFileSystemTakes() {
        assertThat(file("a".repeat(255)).path()).hasSize(255);

        assertThatThrownBy(() -> file("a".repeat(256))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> file("\u00e9".repeat(128))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> file("a/".repeat(512) + "a")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aManifestListsAPathOnce() {
        List<ManifestFile> twice = List.of(file("a"), file("a"));

        assertThatThrownBy(() -> new Manifest(new DatasetId(ID), new VersionId(ID), twice))
                .isInstanceOf(InvalidValue.class);
    }

    private static ManifestFile file(String path) {
        return new ManifestFile(path, new ObjectId(ID), Digest.of(new byte[0]), 200, 0);
    }
}
