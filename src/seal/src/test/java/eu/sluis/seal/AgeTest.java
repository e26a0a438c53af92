package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgeTest {

    static final int[] BORDERS = {
        0, 1, 65535, 65536, 65537, 131071, 131072, 131073, 17 * 65536, 17 * 65536 + 1, 5_000_000
    };

    static Stream<Identity> identities() {
        return Stream.of(Identity.generate(), Identity.generateX25519());
    }

    @ParameterizedTest
    @MethodSource("identities")
    void opensWhatItSealedAtEveryChunkBorder(Identity identity) throws IOException {
        for (int length : BORDERS) {
            byte[] plain = random(length);

            byte[] sealed = seal(plain, identity.recipient());

            assertThat(open(sealed, identity)).isEqualTo(plain);
            assertThat(Age.sealedLength(length, List.of(identity.recipient())))
                    .isEqualTo(sealed.length);
            assertThat(Age.inspect(sealed).plainBytes(sealed.length)).isEqualTo(length);
        }
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] seal(byte[] plain, Recipient... to) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        Age.seal(new ByteArrayInputStream(plain), sealed, List.of(to));
        return sealed.toByteArray();
    }

    static byte[] open(byte[] sealed, Identity... with) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        Age.open(new ByteArrayInputStream(sealed), plain, List.of(with));
        return plain.toByteArray();
    }
}
