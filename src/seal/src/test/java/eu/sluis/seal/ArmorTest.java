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
    void takesBytesOneByOneAndIsClosedOnce() throws IOException {
        Counting sink = new Counting();
        OutputStream writing = Armor.writing(sink);
        for (int i = 0; i < 100; i++) {
            writing.write(0);
        }
        writing.flush();
        assertThat(sink.flushes).isPositive();

        writing.close();
        writing.close();

        assertThat(sink.toByteArray()).isEqualTo(armored(new byte[100]));
        assertThat(sink.closes).isEqualTo(1);
    }

    @Test
    void readsByteByByteAndClosesWhatItReads() throws IOException {
        boolean[] closed = {false};
        InputStream source =
                new ByteArrayInputStream(armored(new byte[] {1, (byte) 0xff})) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };

        try (InputStream reading = Armor.reading(source)) {
            assertThat(reading.read()).isEqualTo(1);
            assertThat(reading.read(new byte[0])).isZero();
            assertThat(reading.read()).isEqualTo(0xff);
            assertThat(reading.read()).isEqualTo(-1);
            assertThat(reading.read()).isEqualTo(-1);
        }

        assertThat(closed[0]).isTrue();
    }

    @Test
    void someWhiteSpaceMayStandAroundTheBlockAndNotMuch() throws IOException {
        String armored = new String(armored(new byte[9]), StandardCharsets.US_ASCII);

        for (String white : List.of("", " ", "\r\n\t ", " ".repeat(1023))) {
            assertThat(read(white + armored + white)).hasSize(9);
        }
        assertThatThrownBy(() -> read(" ".repeat(1024) + armored)).isInstanceOf(OpenFailure.class);
        assertThatThrownBy(() -> read(armored + " ".repeat(1024))).isInstanceOf(OpenFailure.class);
        assertThatThrownBy(() -> read(armored + "x")).isInstanceOf(OpenFailure.class);
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

    private static final class Counting extends ByteArrayOutputStream {

        private int flushes;
        private int closes;

        @Override
        public void flush() {
            flushes++;
        }

        @Override
        public void close() {
            closes++;
        }
    }

    private static byte[] read(String armored) throws IOException {
        byte[] ascii = armored.getBytes(StandardCharsets.US_ASCII);
        return Armor.reading(new ByteArrayInputStream(ascii)).readAllBytes();
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
