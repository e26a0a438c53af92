package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** Each field of each line: dropped, doubled, swapped with the next, or of another file. */
    @Test
    void refusesEveryFieldOfAHeaderDroppedDoubledSwappedOrSpliced() {
        Identity hybrid = Identity.generate();
        Identity words = words();
        for (Identity identity : List.of(hybrid, IDENTITY, words)) {
            byte[] sealed = sealed(identity);
            List<String> fields = fields(sealed);
            List<String> others = fields(sealed(identity));
            byte[] payload = Arrays.copyOfRange(sealed, payloadStart(sealed) - 16, sealed.length);

            for (List<String> changed : changed(fields, others)) {
                refuses(joined(ascii(String.join("", changed)), payload), identity, new byte[0]);
            }
        }
    }

    @Test
    void refusesEveryFlippedByteOfAPassphrasesHeader() {
        Identity words = words();
        byte[] sealed = sealed(words);

        for (int at = 0; at < payloadStart(sealed); at++) {
            refuses(flipped(sealed, at), words, new byte[0]);
        }
    }

    @Test
    void refusesStanzasThatWereSwappedDroppedOrAdded() throws IOException {
        Identity second = Identity.generateX25519();
        byte[] sealed = AgeTest.seal(new byte[100], IDENTITY.recipient(), second.recipient());
        String head = new String(sealed, 0, payloadStart(sealed) - 16, StandardCharsets.US_ASCII);
        byte[] rest = Arrays.copyOfRange(sealed, head.length(), sealed.length);
        int first = head.indexOf("-> ");
        int next = head.indexOf("-> ", first + 1);
        int mac = head.indexOf("---");
        String begin = head.substring(0, first);
        String one = head.substring(first, next);
        String two = head.substring(next, mac);
        String end = head.substring(mac);

        for (String stanzas :
                List.of(two + one, one, one + one, one + two + one, one + "-> x\n\n" + two)) {
            refuses(joined(ascii(begin + stanzas + end), rest), IDENTITY, new byte[0]);
        }
    }

    @Test
    void refusesTheNonceOfAnotherFile() {
        byte[] other = sealed(PLAIN, IDENTITY);

        byte[] changed = SEALED.clone();
        System.arraycopy(other, PAYLOAD - 16, changed, PAYLOAD - 16, 16);

        refuses(changed, IDENTITY, new byte[0]);
    }

    /** Texts that join to the header: each word, and each blank and line end. */
    private static List<String> fields(byte[] sealed) {
        String head = new String(sealed, 0, payloadStart(sealed) - 16, StandardCharsets.US_ASCII);
        return List.of(head.split("(?<=[ \n])|(?=[ \n])"));
    }

    private static List<List<String>> changed(List<String> fields, List<String> others) {
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            List<String> head = fields.subList(0, i);
            List<String> tail = fields.subList(i + 1, fields.size());
            String field = fields.get(i);
            all.add(together(head, List.of(), tail));
            all.add(together(head, List.of(field, field), tail));
            if (!tail.isEmpty() && !tail.getFirst().equals(field)) {
                List<String> rest = tail.subList(1, tail.size());
                all.add(together(head, List.of(tail.getFirst(), field), rest));
            }
            if (!others.get(i).equals(field)) {
                all.add(together(head, List.of(others.get(i)), tail));
            }
        }
        return all;
    }

    private static List<String> together(
            List<String> head, List<String> middle, List<String> tail) {
        return Stream.of(head, middle, tail).flatMap(List::stream).toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Identity words() {
        return Identity.ofPassphrase(ascii("words"));
    }

    /** 100 bytes; for a passphrase at a cost that allows thousands of tries. */
    private static byte[] sealed(Identity identity) {
        Recipient to = identity.recipient();
        try {
            return AgeTest.seal(
                    AgeTest.random(100),
                    to instanceof PassphraseRecipient phrase
                            ? new PassphraseRecipient(phrase.passphrase(), 3)
                            : to);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * By each of the ways that open: all at once, as a stream in pieces, and by range. Released
     * before the failure are exactly those bytes, and by range a beginning of them.
     */
    private static void refuses(byte[] file, Identity identity, byte[] released) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        assertThatThrownBy(() -> Age.open(new ByteArrayInputStream(file), plain, List.of(identity)))
                .isInstanceOf(OpenFailure.class);
        requireSame(plain, released);

        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        assertThatThrownBy(() -> readInPieces(file, identity, pieces))
                .isInstanceOf(OpenFailure.class);
        requireSame(pieces, released);

        ByteArrayOutputStream ranges = new ByteArrayOutputStream();
        assertThatThrownBy(() -> readRanges(file, identity, ranges))
                .isInstanceOf(OpenFailure.class);
        requireSame(ranges, Arrays.copyOf(released, Math.min(ranges.size(), released.length)));
    }

    private static void requireSame(ByteArrayOutputStream actual, byte[] expected) {
        assertThat(Arrays.equals(actual.toByteArray(), expected))
                .as("released %d bytes, expected %d", actual.size(), expected.length)
                .isTrue();
    }

    private static void readInPieces(byte[] file, Identity identity, OutputStream to)
            throws IOException {
        try (InputStream opening = Age.opening(new ByteArrayInputStream(file), List.of(identity))) {
            byte[] piece = new byte[10_000];
            int count = opening.read(piece);
            while (count >= 0) {
                to.write(piece, 0, count);
                count = opening.read(piece);
            }
        }
    }

    private static void readRanges(byte[] file, Identity identity, OutputStream to)
            throws IOException {
        try (SeekableByteChannel opened =
                Age.opening(new InMemoryChannel(file), List.of(identity))) {
            ByteBuffer range = ByteBuffer.allocate(400_000);
            try {
                while (opened.read(range.clear()) >= 0) {
                    to.write(range.array(), 0, range.position());
                }
            } catch (OpenFailure e) {
                to.write(range.array(), 0, range.position());
                throw e;
            }
        }
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
