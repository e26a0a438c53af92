package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelTest {

    private final Identity identity = Identity.generate();

    @TempDir Path directory;

    @Test
    void readsEveryRangeOfAFileAsItWasSealed() throws IOException {
        byte[] plain = AgeTest.random(5 * 65_536 + 77);
        Random random = new Random(7);

        try (SeekableByteChannel opened = Age.opening(file(plain), List.of(identity))) {
            assertThat(opened.size()).isEqualTo(plain.length);
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(plain.length);
                int to = from + random.nextInt(plain.length - from + 1);
                assertThat(read(opened, from, to - from))
                        .isEqualTo(Arrays.copyOfRange(plain, from, to));
            }
        }
    }

    @Test
    void readsFilesOfEachBorderLengthWhole() throws IOException {
        for (int length : AgeTest.BORDERS) {
            byte[] plain = AgeTest.random(length);
            try (SeekableByteChannel opened = Age.opening(file(plain), List.of(identity))) {
                assertThat(read(opened, 0, length)).isEqualTo(plain);
                assertThat(opened.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                assertThat(opened.position(length + 10L).read(ByteBuffer.allocate(1)))
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void cannotBeWritten() throws IOException {
        try (SeekableByteChannel opened = Age.opening(file(new byte[9]), List.of(identity))) {
            assertThatThrownBy(() -> opened.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(NonWritableChannelException.class);
            assertThatThrownBy(() -> opened.truncate(0))
                    .isInstanceOf(NonWritableChannelException.class);
        }
    }

    private SeekableByteChannel file(byte[] plain) throws IOException {
        Path path = directory.resolve("sealed.age");
        Files.write(path, AgeTest.seal(plain, identity.recipient()));
        return FileChannel.open(path);
    }

    private static byte[] read(SeekableByteChannel opened, long from, int count)
            throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        opened.position(from);
        while (target.hasRemaining() && opened.read(target) >= 0) {}
        return target.array();
    }

    static byte[] readAll(byte[] file, Identity identity) throws IOException {
        try (SeekableByteChannel opened =
                Age.opening(new InMemoryChannel(file), List.of(identity))) {
            return read(opened, 0, (int) opened.size());
        }
    }
}
