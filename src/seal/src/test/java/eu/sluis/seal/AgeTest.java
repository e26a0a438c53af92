package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.InvalidValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void sealsWhatIsWrittenInPiecesOfAnySize() throws IOException {
        Identity identity = Identity.generateX25519();
        byte[] plain = random(3_000_000);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();

        try (SealingStream sealing = Age.sealing(sealed, List.of(identity.recipient()))) {
            Random random = new Random(1);
            int at = 0;
            while (at < plain.length) {
                int count = Math.min(plain.length - at, random.nextInt(100_000));
                sealing.write(plain, at, count);
                at += count;
            }
            sealing.finish();
        }

        assertThat(open(sealed.toByteArray(), identity)).isEqualTo(plain);
    }

    @Test
    void sealsWhatASourceGivesInSmallPieces() throws IOException {
        Identity identity = Identity.generateX25519();
        byte[] plain = random(17 * 65_536);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        InputStream dripping =
                new ByteArrayInputStream(plain) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int most) {
                        return super.read(target, offset, Math.min(most, 1000));
                    }
                };

        Age.seal(dripping, sealed, List.of(identity.recipient()));

        assertThat(open(sealed.toByteArray(), identity)).isEqualTo(plain);
    }

    @Test
    void readsOpenedBytesInPiecesOfAnySize() throws IOException {
        Identity identity = Identity.generateX25519();
        byte[] plain = random(3_000_000);
        byte[] sealed = seal(plain, identity.recipient());
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        try (InputStream opening =
                Age.opening(new ByteArrayInputStream(sealed), List.of(identity))) {
            Random random = new Random(2);
            read.write(opening.read());
            byte[] piece = opening.readNBytes(random.nextInt(50_000));
            while (piece.length > 0) {
                read.write(piece);
                piece = opening.readNBytes(1 + random.nextInt(50_000));
            }
            assertThat(opening.read()).isEqualTo(-1);
        }

        assertThat(read.toByteArray()).isEqualTo(plain);
    }

    @Test
    void losesNothingWhenAReadIsInterruptedAndTriedAgain() throws IOException {
        Identity identity = Identity.generateX25519();
        byte[] plain = random(30_000_000);
        byte[] sealed = seal(plain, identity.recipient());
        byte[] read = new byte[plain.length];

        int at = 0;
        try (InputStream opening =
                Age.opening(new ByteArrayInputStream(sealed), List.of(identity))) {
            while (at < read.length) {
                Thread.currentThread().interrupt();
                try {
                    int count = opening.read(read, at, read.length - at);
                    assertThat(count).isPositive();
                    at += count;
                } catch (InterruptedIOException tryAgain) {
                    assertThat(Thread.interrupted()).isTrue();
                }
            }
        } finally {
            Thread.interrupted();
        }

        assertThat(Arrays.equals(read, plain)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 70_000, 3_000_000})
    void aFileWhoseSourceFailedDoesNotOpen(int failsAfter) {
        Identity identity = Identity.generateX25519();
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        InputStream failing =
                new SequenceInputStream(
                        new ByteArrayInputStream(random(failsAfter)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the source failed");
                            }
                        });

        assertThatThrownBy(() -> Age.seal(failing, sealed, List.of(identity.recipient())))
                .hasMessage("the source failed");

        assertThatThrownBy(() -> open(sealed.toByteArray(), identity))
                .isInstanceOf(OpenFailure.class);
    }

    @Test
    void aFileWhoseSinkFailedGetsNoLastChunk() throws IOException {
        int[] written = {0};
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int oneByte) throws IOException {
                        throw new IOException("never called");
                    }

                    @Override
                    public void write(byte[] source, int offset, int length) throws IOException {
                        if (written[0] > 1_000_000) {
                            written[0] = Integer.MAX_VALUE;
                            throw new IOException("no space left");
                        }
                        written[0] += length;
                    }
                };
        SealingStream sealing = Age.sealing(full, List.of(Identity.generate().recipient()));

        assertThatThrownBy(() -> sealing.write(new byte[64_000_000])).hasMessage("no space left");

        assertThatThrownBy(() -> sealing.write(1)).isInstanceOf(IOException.class);
        assertThatThrownBy(sealing::finish).isInstanceOf(IOException.class);
        sealing.close();
    }

    /** A caller that fails inside try-with-resources must leave no file that looks whole. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 65_536, 3_000_000})
    void aFileThatWasClosedWithoutFinishDoesNotOpen(int length) throws IOException {
        Identity identity = Identity.generateX25519();
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();

        try (SealingStream sealing = Age.sealing(sealed, List.of(identity.recipient()))) {
            sealing.write(random(length));
        }

        assertThatThrownBy(() -> open(sealed.toByteArray(), identity))
                .isInstanceOf(OpenFailure.class);
    }

    @Test
    void aFinishedFileTakesNoMoreBytes() throws IOException {
        Identity identity = Identity.generateX25519();
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        SealingStream sealing = Age.sealing(sealed, List.of(identity.recipient()));
        sealing.write(7);

        sealing.finish();

        assertThatThrownBy(() -> sealing.write(8)).isInstanceOf(IOException.class);
        assertThatThrownBy(sealing::finish).isInstanceOf(IOException.class);
        sealing.close();
        sealing.close();
        assertThat(open(sealed.toByteArray(), identity)).containsExactly(7);
    }

    @Test
    void sealsTheSameBytesDifferentlyEachTime() throws IOException {
        Recipient recipient = Identity.generate().recipient();

        byte[] one = seal(new byte[500], recipient);
        byte[] two = seal(new byte[500], recipient);

        assertThat(one).hasSameSizeAs(two).isNotEqualTo(two);
        assertThat(Arrays.copyOfRange(one, one.length - 500, one.length))
                .isNotEqualTo(Arrays.copyOfRange(two, two.length - 500, two.length));
    }

    @Test
    void opensForEachOfManyRecipients() throws IOException {
        List<Identity> three =
                List.of(Identity.generate(), Identity.generate(), Identity.generate());

        byte[] sealed = seal(new byte[] {7}, recipients(three));

        for (Identity identity : three) {
            assertThat(open(sealed, identity)).containsExactly(7);
        }
        assertThat(Age.inspect(sealed).stanzaTypes())
                .isEqualTo(Collections.nCopies(3, AgeShape.HYBRID));
        assertThat(Age.sealedLength(1, List.of(recipients(three)))).isEqualTo(sealed.length);
    }

    @Test
    void closesNoStreamThatItWasLentAndFlushesWhatItWrote() throws IOException {
        Identity identity = Identity.generateX25519();
        Lent sealed = new Lent();
        Lent opened = new Lent();
        InputStream plain =
                new ByteArrayInputStream(new byte[100]) {
                    @Override
                    public void close() {
                        throw new AssertionError("a lent stream was closed");
                    }
                };

        Age.seal(plain, sealed, List.of(identity.recipient()));
        InputStream again =
                new ByteArrayInputStream(sealed.toByteArray()) {
                    @Override
                    public void close() {
                        throw new AssertionError("a lent stream was closed");
                    }
                };
        Age.open(again, opened, List.of(identity));

        assertThat(sealed.flushed).isTrue();
        assertThat(opened.flushed).isTrue();
        assertThat(opened.size()).isEqualTo(100);
    }

    @Test
    void closesTheStreamsThatItWasGiven() throws IOException {
        Identity identity = Identity.generateX25519();
        int[] closes = {0};
        OutputStream sink =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closes[0]++;
                    }
                };
        InputStream source =
                new ByteArrayInputStream(seal(new byte[9], identity.recipient())) {
                    @Override
                    public void close() {
                        closes[0]++;
                    }
                };

        SealingStream sealing = Age.sealing(sink, List.of(identity.recipient()));
        sealing.close();
        sealing.close();
        InputStream opening = Age.opening(source, List.of(identity));
        assertThat(opening.read(new byte[0])).isZero();
        opening.close();
        opening.close();

        assertThat(closes[0]).isEqualTo(2);
        assertThatThrownBy(opening::read).isInstanceOf(IOException.class);
    }

    @Test
    void refusesANegativeLength() {
        Recipient recipient = Identity.generateX25519().recipient();

        assertThatThrownBy(() -> Age.sealedLength(-1, List.of(recipient)))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesToMixHybridAndClassicRecipients() {
        Recipient[] mixed = recipients(List.of(Identity.generate(), Identity.generateX25519()));

        assertThatThrownBy(() -> seal(new byte[1], mixed)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesNoRecipientAndTooMany() {
        Recipient one = Identity.generateX25519().recipient();
        Recipient[] many = Collections.nCopies(65, one).toArray(Recipient[]::new);

        assertThatThrownBy(() -> seal(new byte[1])).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> seal(new byte[1], many)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void sealsToAPassphraseAlone() throws IOException {
        byte[] words = "correct horse".getBytes(StandardCharsets.US_ASCII);
        Passphrase passphrase = Passphrase.takeOwnershipOf(words.clone());
        Recipient recipient = new PassphraseRecipient(passphrase, 10);
        Recipient other = Identity.generate().recipient();

        byte[] sealed = seal(new byte[] {7}, recipient);

        assertThat(open(sealed, Identity.ofPassphrase(words))).containsExactly(7);
        assertThat(Age.sealedLength(1, List.of(recipient))).isEqualTo(sealed.length);
        assertThatThrownBy(() -> seal(new byte[1], recipient, other))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void opensNothingBeforeTheIdentitiesAreKnownToFit() throws IOException {
        byte[] sealed = seal(new byte[1], Identity.generate().recipient());

        assertThatThrownBy(() -> open(sealed, Identity.generate()))
                .isInstanceOfSatisfying(
                        OpenFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(OpenFailure.Reason.NO_MATCH));
    }

    @Test
    void refusesAHeaderBeyondItsLimits() throws IOException {
        String stanza = "-> x\n\n";
        String mac = "--- " + RawBase64.encode(new byte[32]) + "\n";
        String first = "age-encryption.org/v1\n";

        assertThat(inspect(first + stanza.repeat(64) + mac).stanzaTypes()).hasSize(64);
        assertThatThrownBy(() -> inspect(first + stanza.repeat(65) + mac))
                .isInstanceOf(OpenFailure.class);
        assertThatThrownBy(() -> inspect(first + "-> " + "x".repeat(1 << 17) + "\n\n" + mac))
                .isInstanceOf(OpenFailure.class);
        assertThatThrownBy(() -> inspect("a".repeat(1 << 20))).isInstanceOf(OpenFailure.class);
        String longest = "x".repeat(131_072 - 22 - 3 - 2 - 48);
        assertThat(inspect(first + "-> " + longest + "\n\n" + mac).headerBytes())
                .isEqualTo(131_072);
        assertThatThrownBy(() -> inspect(first + "-> " + longest + "x\n\n" + mac))
                .isInstanceOf(OpenFailure.class);
    }

    @Test
    void inspectsNativeStanzasForTheirForm() {
        String mac = "--- " + RawBase64.encode(new byte[32]) + "\n";
        String body = RawBase64.encode(new byte[32]) + "\n";
        String share = RawBase64.encode(new byte[32]);

        for (String stanza :
                List.of(
                        "-> X25519\n" + body,
                        "-> X25519 " + share + " x\n" + body,
                        "-> X25519 " + share + "\n\n",
                        "-> mlkem768x25519 " + share + "\n" + body,
                        "-> scrypt " + share + " 18\n" + body)) {
            assertThatThrownBy(() -> inspect("age-encryption.org/v1\n" + stanza + mac))
                    .isInstanceOf(OpenFailure.class);
        }
    }

    @Test
    void knowsWhichLengthsNoFileHas() throws IOException {
        AgeShape shape = Age.inspect(seal(new byte[1], Identity.generate().recipient()));
        long payload = shape.headerBytes() + 16L;

        assertThat(shape.plainBytes(payload + 16)).isZero();
        assertThat(shape.plainBytes(payload + 65_552)).isEqualTo(65_536);
        assertThat(shape.plainBytes(payload + 65_552 + 17)).isEqualTo(65_537);
        for (long rest : new long[] {-payload, -1, 0, 15, 65_553, 65_552 + 16}) {
            assertThatThrownBy(() -> shape.plainBytes(payload + rest))
                    .isInstanceOf(OpenFailure.class);
        }
    }

    private static final class Lent extends ByteArrayOutputStream {

        private boolean flushed;

        @Override
        public void flush() {
            flushed = true;
        }

        @Override
        public void close() {
            throw new AssertionError("a lent stream was closed");
        }
    }

    private static AgeShape inspect(String head) throws IOException {
        return Age.inspect(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Recipient[] recipients(List<Identity> identities) {
        return identities.stream().map(Identity::recipient).toArray(Recipient[]::new);
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
