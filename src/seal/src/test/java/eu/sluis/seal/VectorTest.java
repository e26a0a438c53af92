package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All vectors of C2SP CCTV, each with the very failure that it names. */
class VectorTest {

    static List<Vector> vectors() throws IOException {
        return Vector.all();
    }

    @Test
    void thereAreAllOneHundredAndFortyThree() throws IOException {
        assertThat(vectors()).hasSize(143);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensOrFailsAsTheVectorSays(Vector vector) throws IOException {
        ByteArrayOutputStream released = new ByteArrayOutputStream();

        String outcome = outcome(() -> openAll(vector, released));

        assertThat(outcome).isEqualTo(vector.expect());
        String nothing = hex(new ByteArrayOutputStream());
        assertThat(hex(released)).isEqualTo(vector.one("payload").orElse(nothing));
    }

    static List<Vector> binary() throws IOException {
        return Vector.all().stream().filter(vector -> !vector.armored()).toList();
    }

    /** The range channel opens the last chunk first, so that a failure comes before any byte. */
    @ParameterizedTest
    @MethodSource("binary")
    void theRangeChannelOpensOrFailsAsTheVectorSays(Vector vector) throws IOException {
        ByteArrayOutputStream released = new ByteArrayOutputStream();

        String outcome = outcome(() -> readAll(vector, released));

        assertThat(outcome).isEqualTo(vector.expect());
        if (outcome.equals("success")) {
            assertThat(hex(released)).isEqualTo(vector.one("payload").orElseThrow());
        } else {
            assertThat(released.size()).isZero();
        }
    }

    static List<Vector> readable() throws IOException {
        return Vector.all().stream()
                .filter(vector -> !vector.armored() && !vector.expect().equals("header failure"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void aHeaderThatIsReadIsWrittenBackByteForByte(Vector vector) throws IOException {
        Header header = HeaderReader.read(new ByteArrayInputStream(vector.file()));

        byte[] authenticated = Header.authenticated(header.stanzas());
        Header again = new Header(header.stanzas(), authenticated, header.mac());
        assertThat(vector.file()).startsWith(again.encoded());
    }

    interface Opening {
        void run() throws IOException;
    }

    private static void openAll(Vector vector, ByteArrayOutputStream released) throws IOException {
        ByteArrayInputStream file = new ByteArrayInputStream(vector.file());
        try (InputStream sealed = vector.armored() ? Armor.reading(file) : file) {
            Age.open(sealed, released, vector.identities());
        }
    }

    private static void readAll(Vector vector, ByteArrayOutputStream released) throws IOException {
        InMemoryChannel file = new InMemoryChannel(vector.file());
        try (SeekableByteChannel opened = Age.opening(file, vector.identities())) {
            byte[] plain = new byte[(int) opened.size()];
            int read = Math.max(0, opened.read(ByteBuffer.wrap(plain)));
            released.write(plain, 0, read);
        }
    }

    static String outcome(Opening opening) throws IOException {
        try {
            opening.run();
            return "success";
        } catch (OpenFailure failure) {
            return switch (failure.reason()) {
                case HEADER -> "header failure";
                case NO_MATCH -> "no match";
                case HMAC -> "HMAC failure";
                case PAYLOAD -> "payload failure";
                case ARMOR -> "armor failure";
            };
        }
    }

    private static String hex(ByteArrayOutputStream released) {
        return Digest.of(released.toByteArray()).text().substring("sha256:".length());
    }
}
