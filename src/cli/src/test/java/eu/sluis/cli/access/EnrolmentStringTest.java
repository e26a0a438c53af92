package eu.sluis.cli.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.data.Papers;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnrolmentStringTest {

    private final Papers papers = new Papers();
    private final byte[] document = Json.canonical(papers.enrolment);

    @Test
    void opensTheDocumentThatItPins() {
        EnrolmentString string = pinning(document);

        assertThat(string.location()).hasToString("https://localhost:8443/v1/enrolments/t-1a2b");
        assertThat(string.open(document)).isEqualTo(papers.enrolment);
    }

    @Test
    void refusesADocumentWithOneOtherByte() {
        byte[] changed = document.clone();
        changed[changed.length / 2] ^= 1;

        assertThatThrownBy(() -> pinning(document).open(changed))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("not the one that the enrolment string pins");
    }

    @Test
    void refusesAPinnedDocumentThatIsNotCanonical() {
        byte[] spaced = (" " + new String(document, UTF_8)).getBytes(UTF_8);

        assertThatThrownBy(() -> pinning(spaced).open(spaced))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("canonical");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://localhost/t#sha256:",
                "sluis://localhost/t",
                "sluis://user@localhost/t#sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "sluis://localhost/../t#sha256:0000000000000000000000000000000000000000000000000000000000000000",
                "sluis://localhost/t#sha256:00"
            })
    void refusesOtherStrings(String text) {
        assertThatThrownBy(() -> EnrolmentString.parse(text))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE));
    }

    private static EnrolmentString pinning(byte[] document) {
        return EnrolmentString.parse("sluis://localhost:8443/t-1a2b#" + Digest.of(document));
    }
}
