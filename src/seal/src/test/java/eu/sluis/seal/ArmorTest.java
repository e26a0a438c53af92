package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArmorTest {

    @Test
    void readsBackWhatItWroteAtEachLineBorder() throws IOException {
        for (int length = 1; length < 200; length++) {
            byte[] binary = AgeTest.random(length);

            byte[] armored = armored(binary);

            try (InputStream reading = Armor.reading(new ByteArrayInputStream(armored))) {
                assertThat(reading.readAllBytes()).isEqualTo(binary);
            }
        }
    }

    @Test
    void hasLinesOf64ColumnsBetweenItsMarks() throws IOException {
        List<String> lines =
                new String(armored(new byte[100]), StandardCharsets.US_ASCII).lines().toList();

        assertThat(lines)
                .containsExactly(
                        "-----BEGIN AGE ENCRYPTED FILE-----",
                        "A".repeat(64),
                        "A".repeat(64),
                        "AAAAAA==",
                        "-----END AGE ENCRYPTED FILE-----");
    }

    @Test
    void aFileThatIsNotArmoredIsReadAsItIs() throws IOException {
        Identity identity = Identity.generate();
        byte[] binary = AgeTest.seal(new byte[] {7}, identity.recipient());

        for (byte[] file : List.of(binary, armored(binary))) {
            InputStream either = Armor.readingIfArmored(new ByteArrayInputStream(file));
            assertThat(Age.opening(either, List.of(identity)).readAllBytes()).containsExactly(7);
        }
        InputStream empty = Armor.readingIfArmored(new ByteArrayInputStream(new byte[0]));
        assertThat(empty.read()).isEqualTo(-1);
    }

    @Test
    void armorWithoutItsEndMarkIsRefused() throws IOException {
        byte[] armored = armored(new byte[100]);
        byte[] cut = Arrays.copyOf(armored, armored.length - 34);

        InputStream reading = Armor.reading(new ByteArrayInputStream(cut));

        assertThatThrownBy(reading::readAllBytes)
                .isInstanceOfSatisfying(
                        OpenFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(OpenFailure.Reason.ARMOR));
    }

    private static byte[] armored(byte[] binary) throws IOException {
        ByteArrayOutputStream armored = new ByteArrayOutputStream();
        try (OutputStream writing = Armor.writing(armored)) {
            for (int i = 0; i < binary.length; i += 7) {
                writing.write(binary, i, Math.min(7, binary.length - i));
            }
        }
        return armored.toByteArray();
    }
}
