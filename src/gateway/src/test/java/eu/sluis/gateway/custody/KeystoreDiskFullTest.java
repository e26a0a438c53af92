package eu.sluis.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.TenantId;
import eu.sluis.gateway.kit.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeystoreDiskFullTest {

    @Test
    void aFullDiskMakesNoKeyLosesNoneAndServesOnOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(1)) {
            assumeTrue(disk.mounted(), SmallDisk.WANTS_ROOT);
            Path file = disk.directory().resolve("keys/keystore.json");
            Keystore keystore = new Keystore(file, List.of(), () -> KeystoreBond.NONE);
            TenantId before = new TenantId(UUID.randomUUID());
            TenantId after = new TenantId(UUID.randomUUID());
            keystore.epoch(before);
            byte[] whole = Files.readAllBytes(file);
            disk.fill();

            assertThatThrownBy(() -> keystore.epoch(after))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE));

            assertThat(file).hasBinaryContent(whole);
            assertThat(keystore.key(before, 1)).isNotNull();
            try (var left = Files.list(file.getParent())) {
                assertThat(left.map(Path::getFileName).map(Path::toString))
                        .containsExactlyInAnyOrder("keystore.json", "keystore.json.lock");
            }
            disk.free();
            assertThat(keystore.epoch(after)).isEqualTo(1);
        }
    }
}
