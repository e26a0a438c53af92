package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
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

    /**
     * Bytes 10 GB to 10 GB and 1 MB of 20 GB: what is read is that, its two borders, and the ends.
     */
    @Test
    void aMegabyteTenGigabytesInCostsAMegabyte() throws IOException {
        EndlessFile file = new EndlessFile(20_000_000_000L, identity.recipient());
        long from = 10_000_000_000L;

        try (SeekableByteChannel opened = Age.opening(file, List.of(identity))) {
            assertThat(opened.size()).isEqualTo(20_000_000_000L);
            long atOpening = file.bytesRead;
            byte[] read = read(opened, from, 1_000_000);

            assertThat(atOpening).isLessThan(8192 + 16 + 65_552);
            assertThat(file.bytesRead - atOpening).isLessThan(1_000_000 + 2 * 65_552);
            for (int i = 0; i < read.length; i++) {
                assertThat(read[i]).isEqualTo(EndlessFile.at(from + i));
            }
        }
    }

    @Test
    void opensEachChunkOnceWhenReadInSmallPieces() throws IOException {
        EndlessFile file = new EndlessFile(10 * 65_536, identity.recipient());

        try (SeekableByteChannel opened = Age.opening(file, List.of(identity))) {
            long atOpening = file.bytesRead;
            ByteBuffer piece = ByteBuffer.allocate(1000);
            while (opened.read(piece.clear()) >= 0) {}

            assertThat(file.bytesRead - atOpening).isEqualTo(10 * 65_552);
        }
    }

    /** Each byte of the target before the failure is one that was sealed at that place. */
    @Test
    void aReadThatComesToAWrongChunkPutsOutOnlyThoseBefore() throws IOException {
        byte[] plain = AgeTest.random(40 * 65_536);
        byte[] sealed = AgeTest.seal(plain, identity.recipient());
        int payload = Age.inspect(sealed).headerBytes() + 16;

        for (int wrong : new int[] {0, 1, 3, 4, 5, 20, 38}) {
            byte[] changed = sealed.clone();
            changed[payload + wrong * 65_552 + 99] ^= 1;
            ByteBuffer target = ByteBuffer.allocate(plain.length);
            try (SeekableByteChannel opened =
                    Age.opening(new InMemoryChannel(changed), List.of(identity))) {
                assertThatThrownBy(() -> opened.read(target)).isInstanceOf(OpenFailure.class);
                assertThatThrownBy(() -> opened.read(ByteBuffer.allocate(1)))
                        .isInstanceOf(OpenFailure.class);
                assertThat(opened.position()).isEqualTo(wrong * 65_536L);
            }

            byte[] expected = new byte[plain.length];
            System.arraycopy(plain, 0, expected, 0, wrong * 65_536);
            assertThat(Arrays.equals(target.array(), expected)).isTrue();
        }
    }

    /** Whoever reads one chunk only must learn there that it was sealed as the end of a file. */
    @Test
    void refusesAChunkInTheMiddleThatWasSealedAsTheLast() throws IOException {
        byte[] nonce = new byte[16];
        byte[] payload = new byte[2 * 65_552 + 17];
        byte[] head;
        try (FileKey key = FileKey.generate()) {
            ChunkCipher cipher = new ChunkCipher(key.payloadKey(nonce));
            cipher.seal(0, false, payload, 0, 65_536);
            cipher.seal(1, true, payload, 65_552, 65_536);
            cipher.seal(2, true, payload, 2 * 65_552, 1);
            head = Header.sealing(key, List.of(identity.recipient())).encoded();
        }
        byte[] file = Secrets.join(Secrets.join(head, nonce), payload);

        try (SeekableByteChannel opened =
                Age.opening(new InMemoryChannel(file), List.of(identity))) {
            assertThat(opened.read(ByteBuffer.allocate(65_536))).isEqualTo(65_536);
            assertThatThrownBy(() -> opened.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(OpenFailure.class);
            assertThat(opened.position(2 * 65_536).read(ByteBuffer.allocate(1))).isEqualTo(1);
        }
    }

    @Test
    void readsNothingIntoNoRoomAndNothingAfterClose() throws IOException {
        SeekableByteChannel opened = Age.opening(file(new byte[9]), List.of(identity));

        assertThat(opened.read(ByteBuffer.allocate(0))).isZero();
        assertThatThrownBy(() -> opened.position(-1)).isInstanceOf(IllegalArgumentException.class);
        opened.close();

        assertThat(opened.isOpen()).isFalse();
        assertThatThrownBy(() -> opened.read(ByteBuffer.allocate(1)))
                .isInstanceOf(ClosedChannelException.class);
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
}
