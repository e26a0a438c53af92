package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.document.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Good and bad key files and manifests; the form of the vectors is that of CCTV. */
class OwnVectorTest {

    static List<Vector> keyFiles() throws IOException {
        return Vector.in("key-file");
    }

    static List<Vector> manifests() throws IOException {
        return Vector.in("manifest");
    }

    @Test
    void noneIsMissing() throws IOException {
        assertThat(keyFiles()).hasSize(18);
        assertThat(manifests()).hasSize(21);
    }

    /** {@code holds} are the recipients of the identities in it, in their order. */
    @ParameterizedTest
    @MethodSource("keyFiles")
    void aKeyFileOpensOrFailsAsTheVectorSays(Vector vector) throws IOException {
        Identity with = vector.identities().getFirst();
        List<String> held = new ArrayList<>();

        String outcome =
                VectorTest.outcome(() ->
                        KeyFile.open(vector.file(), with).stream()
                                .map(identity -> identity.recipient().toString())
                                .forEach(held::add));

        assertThat(outcome).isEqualTo(vector.expect());
        assertThat(held).isEqualTo(vector.values("holds").toList());
    }

    @ParameterizedTest
    @MethodSource("keyFiles")
    void aKeyFileIsReaddressedOrNotAsTheVectorSays(Vector vector) throws IOException {
        Identity with = vector.identities().getFirst();
        Recipient to = Identity.generate().recipient();

        String outcome = VectorTest.outcome(() -> KeyFile.readdress(vector.file(), with, to));

        assertThat(outcome).isEqualTo(vector.one("readdress").orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aManifestIsReadOrRefusedAsTheVectorSays(Vector vector) {
        assertThat(read(vector.file())).isEqualTo(vector.expect());
    }

    private static String read(byte[] manifest) {
        try {
            Manifest read = Json.readCanonical(manifest, Manifest.class);
            assertThat(Json.canonical(read)).isEqualTo(manifest);
            return "success";
        } catch (InvalidValue e) {
            return "refused";
        }
    }
}
