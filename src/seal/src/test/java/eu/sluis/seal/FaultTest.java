package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One fault in a file at a time: it is refused, and what was released before is authentic. */
class FaultTest {

    private static final int CHUNK = 65_536;
    private static final int SEALED_CHUNK = CHUNK + 16;
    private static final int CHUNKS = 36;

    /** Spans the first segment of one chunk, two of sixteen, and a last one that is not full. */
    private static final byte[] PLAIN = AgeTest.random((CHUNKS - 1) * CHUNK + 100);

    private static final Identity IDENTITY = Identity.generateX25519();
    private static final byte[] SEALED = sealed(PLAIN, IDENTITY);
    private static final int PAYLOAD = payloadStart(SEALED);

    @Test
    void refusesEveryFlippedByteOfAHybridHeaderAndNonce() {
        Identity hybrid = Identity.generate();
        byte[] plain = AgeTest.random(100);
        byte[] sealed = sealed(plain, hybrid);

        for (int at = 0; at < payloadStart(sealed); at++) {
            refuses(flipped(sealed, at), hybrid, new byte[0]);
        }
    }

    @Test
    void refusesEveryFlippedBitOfAClassicHeaderAndNonce() {
        byte[] sealed = sealed(AgeTest.random(100), IDENTITY);

        for (int bit = 0; bit < payloadStart(sealed) * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            refuses(changed, IDENTITY, new byte[0]);
        }
    }

    @Test
    void refusesAFileCutAnywhere() {
        byte[] sealed = sealed(AgeTest.random(100), IDENTITY);

        for (int length = 0; length < sealed.length; length++) {
            refuses(Arrays.copyOf(sealed, length), IDENTITY, new byte[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 16, 17, 18, 32, 33, 34, 35})
    void refusesAChangedChunkAndReleasesThoseBefore(int chunk) {
        for (int at : new int[] {0, 57, 99, 100, 115}) {
            refuses(flipped(SEALED, start(chunk) + at), IDENTITY, firstChunks(chunk));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 33, 34})
    void refusesADroppedChunk(int chunk) {
        byte[] changed = joined(before(chunk), after(chunk));

        refuses(changed, IDENTITY, firstChunks(chunk));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 32, 33})
    void refusesSwappedChunks(int chunk) {
        byte[] changed = joined(before(chunk), chunk(chunk + 1), chunk(chunk), after(chunk + 1));

        refuses(changed, IDENTITY, firstChunks(chunk));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 34})
    void refusesADoubledChunk(int chunk) {
        byte[] changed = joined(before(chunk), chunk(chunk), chunk(chunk), after(chunk));

        refuses(changed, IDENTITY, firstChunks(chunk + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 18, 33, 34, 35})
    void refusesAFileCutAtAChunkBorder(int chunks) {
        refuses(before(chunks), IDENTITY, firstChunks(chunks));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 33, 34})
    void refusesAFileCutInsideAChunk(int chunk) {
        for (int rest : new int[] {1, 15, 16, 17, SEALED_CHUNK - 1}) {
            byte[] changed = Arrays.copyOf(SEALED, start(chunk) + rest);

            refuses(changed, IDENTITY, firstChunks(chunk));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, SEALED_CHUNK, 20 * SEALED_CHUNK})
    void refusesAppendedBytes(int count) {
        byte[] changed = Arrays.copyOf(SEALED, SEALED.length + count);

        refuses(changed, IDENTITY, firstChunks(CHUNKS - 1));
    }

    @Test
    void refusesAppendedBytesAfterAFullLastChunkAndReleasesThatChunk() {
        byte[] plain = AgeTest.random(2 * CHUNK);
        byte[] sealed = sealed(plain, IDENTITY);

        byte[] changed = Arrays.copyOf(sealed, sealed.length + 1);

        refuses(changed, IDENTITY, plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 35})
    void refusesAChunkOfAnotherFile(int chunk) {
        byte[] other = sealed(PLAIN, IDENTITY);
        byte[] spliced =
                Arrays.copyOfRange(other, start(chunk), Math.min(start(chunk + 1), other.length));

        refuses(joined(before(chunk), spliced, after(chunk)), IDENTITY, firstChunks(chunk));
    }

    @Test
    void refusesTheHeaderOfAnotherFile() {
        byte[] other = sealed(PLAIN, IDENTITY);
        int header = PAYLOAD - 16;

        byte[] changed =
                joined(
                        Arrays.copyOf(other, header),
                        Arrays.copyOfRange(SEALED, header, SEALED.length));

        refuses(changed, IDENTITY, new byte[0]);
    }

    @Test
    void failsAgainAtEachReadAfterAFailure() throws IOException {
        byte[] changed = flipped(SEALED, start(0));

        try (var opening = Age.opening(new ByteArrayInputStream(changed), List.of(IDENTITY))) {
            assertThatThrownBy(opening::read).isInstanceOf(OpenFailure.class);
            assertThatThrownBy(opening::read).isInstanceOf(OpenFailure.class);
            assertThatThrownBy(opening::readAllBytes).isInstanceOf(OpenFailure.class);
        }
    }

    @Test
    void everyFailureHasTheSameMessage() {
        List<byte[]> files =
                List.of(new byte[0], flipped(SEALED, PAYLOAD - 20), flipped(SEALED, start(1)));

        List<String> messages =
                files.stream().map(file -> failure(file, IDENTITY).getMessage()).toList();

        assertThat(messages).hasSize(3).containsOnly(messages.getFirst());
    }

    private static void refuses(byte[] file, Identity identity, byte[] released) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        assertThatThrownBy(() -> Age.open(new ByteArrayInputStream(file), plain, List.of(identity)))
                .isInstanceOf(OpenFailure.class);
        assertThat(Arrays.equals(plain.toByteArray(), released))
                .as("released %d bytes, expected %d", plain.size(), released.length)
                .isTrue();
        assertThatThrownBy(() -> ChannelTest.readAll(file, identity))
                .isInstanceOf(OpenFailure.class);
    }

    private static Throwable failure(byte[] file, Identity identity) {
        try {
            AgeTest.open(file, identity);
            return new AssertionError("opened");
        } catch (IOException e) {
            return e;
        }
    }

    private static byte[] sealed(byte[] plain, Identity identity) {
        try {
            return AgeTest.seal(plain, identity.recipient());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int payloadStart(byte[] sealed) {
        try {
            return Age.inspect(sealed).headerBytes() + 16;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int start(int chunk) {
        return PAYLOAD + chunk * SEALED_CHUNK;
    }

    private static byte[] before(int chunk) {
        return Arrays.copyOf(SEALED, start(chunk));
    }

    private static byte[] chunk(int chunk) {
        return Arrays.copyOfRange(SEALED, start(chunk), start(chunk + 1));
    }

    private static byte[] after(int chunk) {
        int from = Math.min(start(chunk + 1), SEALED.length);
        return Arrays.copyOfRange(SEALED, from, SEALED.length);
    }

    private static byte[] firstChunks(int count) {
        return Arrays.copyOf(PLAIN, count * CHUNK);
    }

    private static byte[] flipped(byte[] file, int at) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) (1 << at % 8);
        return changed;
    }

    private static byte[] joined(byte[]... parts) {
        int length = IntStream.range(0, parts.length).map(i -> parts[i].length).sum();
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
