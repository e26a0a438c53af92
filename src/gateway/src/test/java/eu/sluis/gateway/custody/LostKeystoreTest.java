package eu.sluis.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts a second time, as the gateway does, beside the real database of a gateway that ran. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
class LostKeystoreTest {

    @Inject Keystore running;
    @Inject KeystoreBonds bonds;
    @Inject CustodyConfig config;

    @TempDir Path directory;

    @Test
    void theFirstStartBoundTheDatabaseToTheCustodian() {
        assertThat(Sql.column("SELECT custodian FROM keystore_bond"))
                .containsExactly(running.custodian().publicKey().id().text());
    }

    @Test
    void startsAgainWithTheSameKeystore() {
        Keystore again = new Keystore(config, bonds);

        assertThat(again.custodian().publicKey()).isEqualTo(running.custodian().publicKey());
    }

    @Test
    void doesNotStartOnceTheKeystoreIsLost() {
        CustodyConfig lost = at(directory.resolve("keys/keystore.json"));

        assertThatThrownBy(() -> new Keystore(lost, bonds))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is missing at " + lost.keystore())
                .hasMessageContaining("restore it from its own backup");

        assertThat(lost.keystore()).doesNotExist();
    }

    @Test
    void doesNotStartWithAnotherHomesKeystore() {
        CustodyConfig other = at(directory.resolve("keys/keystore.json"));
        new Keystore(other.keystore(), List.of(), () -> KeystoreBond.NONE);

        assertThatThrownBy(() -> new Keystore(other, bonds))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is another's");
    }

    @Test
    void theBondCannotBeWrittenAnew() {
        bonds.bind(eu.sluis.contract.Digest.of(new byte[] {1}));

        assertThat(Sql.column("SELECT custodian FROM keystore_bond"))
                .containsExactly(running.custodian().publicKey().id().text());
    }

    private static CustodyConfig at(Path keystore) {
        return new CustodyConfig() {
            @Override
            public Path keystore() {
                return keystore;
            }

            @Override
            public List<Path> apartFrom() {
                return List.of();
            }
        };
    }
}
