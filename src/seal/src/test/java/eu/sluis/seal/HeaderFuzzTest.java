package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a file: they are refused as {@link OpenFailure}, or are a header that is written
 * back byte for byte. The build runs the corpus alone. To fuzz one method for a minute:
 *
 * <pre>JAZZER_FUZZ=1 ./mvnw -B -pl src/seal -am test -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dtest='HeaderFuzzTest#aHeaderIsRefusedOrHasOneForm'</pre>
 */
class HeaderFuzzTest {

    private static final Identity HYBRID = Identity.generate();
    private static final Identity CLASSIC = Identity.generateX25519();

    /** The files of all vectors, to run as they are and to mutate. */
    static Stream<Arguments> corpus() throws IOException {
        return Vector.all().stream().map(vector -> Arguments.of(vector.file()));
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "60s")
    void aHeaderIsRefusedOrHasOneForm(byte[] file) throws IOException {
        try {
            Header header = HeaderReader.read(new ByteArrayInputStream(file));
            byte[] authenticated = Header.authenticated(header.stanzas());
            byte[] again = new Header(header.stanzas(), authenticated, header.mac()).encoded();
            assertThat(again).isEqualTo(Arrays.copyOf(file, again.length));
            assertThat(header.stanzas()).hasSizeBetween(1, 64);
            assertThat(header.length()).isEqualTo(again.length);
        } catch (OpenFailure refused) {
            assertThat(refused.reason()).isEqualTo(OpenFailure.Reason.HEADER);
        }
    }

    /** Nobody has sealed to these identities, so nothing may open. */
    @MethodSource("corpus")
    @FuzzTest(maxDuration = "60s")
    void nothingOpensThatWasNotSealed(byte[] file) throws IOException {
        try {
            Age.opening(new ByteArrayInputStream(file), List.of(HYBRID, CLASSIC));
            throw new AssertionError("a file opened that nobody sealed");
        } catch (OpenFailure refused) {
            assertThat(refused.reason())
                    .isIn(OpenFailure.Reason.HEADER, OpenFailure.Reason.NO_MATCH);
        }
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "60s")
    void armorIsRefusedOrRead(byte[] file) throws IOException {
        try {
            Armor.reading(new ByteArrayInputStream(file)).readAllBytes();
        } catch (OpenFailure refused) {
            assertThat(refused.reason()).isEqualTo(OpenFailure.Reason.ARMOR);
        }
    }
}
