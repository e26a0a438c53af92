package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No key in a text, an exception, or a public method without the token; none after close. */
class SecrecyTest {

    private static final byte[] SEED = HexFormat.of().parseHex("5a".repeat(31) + "5b");

    private final HybridIdentity hybrid = HybridIdentity.takeOwnershipOf(SEED.clone());
    private final X25519Identity classic = X25519Identity.takeOwnershipOf(SEED.clone());
    private final Identity phrase = Identity.ofPassphrase(SEED);
    private final WrappingKey wrapping = WrappingKey.copyOf(SEED);

    @Test
    void noObjectShowsAKeyInItsText() throws Exception {
        FileKey fileKey = FileKey.takeOwnershipOf(Arrays.copyOf(SEED, 16));

        for (Object object :
                List.of(
                        hybrid,
                        classic,
                        phrase,
                        phrase.recipient(),
                        wrapping,
                        fileKey,
                        SecretKeyBytes.takeOwnershipOf(SEED.clone()),
                        Passphrase.takeOwnershipOf(SEED.clone()),
                        signing(),
                        List.of(hybrid, classic))) {
            showsNothing(object.toString());
        }
    }

    /** Each of these fails with the key at hand; the whole trace with all causes is searched. */
    @Test
    void noExceptionShowsAKey() throws Exception {
        byte[] sealed = AgeTest.seal(new byte[1], Identity.generate().recipient());
        byte[] changed = AgeTest.seal(new byte[1], hybrid.recipient());
        changed[changed.length - 1] ^= 1;
        byte[] text = IdentityFile.text(hybrid, Instant.EPOCH);
        byte[] broken = Arrays.copyOf(text, text.length - 2);
        byte[] pem = signing().toPkcs8Pem(SecretAccess.REVEAL);

        for (Throwable failure :
                List.of(
                        catchThrowable(() -> AgeTest.open(sealed, hybrid, classic)),
                        catchThrowable(() -> AgeTest.open(changed, hybrid)),
                        catchThrowable(() -> KeyFile.open(changed, hybrid)),
                        catchThrowable(
                                () -> KeyFile.readdress(sealed, classic, hybrid.recipient())),
                        catchThrowable(() -> KeyFile.seal(List.of(phrase), hybrid.recipient())),
                        catchThrowable(() -> IdentityFile.read(broken, () -> new byte[0])),
                        catchThrowable(() -> Identity.parse(broken)),
                        catchThrowable(() -> SigningKey.fromPkcs8Pem(Arrays.copyOf(pem, 90))),
                        catchThrowable(() -> WrappingKey.copyOf(Arrays.copyOf(SEED, 31))),
                        catchThrowable(() -> wrapping.unwrap(new byte[40], new byte[0])))) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            showsNothing(trace.toString());
        }
    }

    @Test
    void closingWipesTheKey() throws Exception {
        byte[] owned = SEED.clone();
        byte[] ownedFileKey = Arrays.copyOf(SEED, 16);

        SecretKeyBytes.takeOwnershipOf(owned).close();
        FileKey.takeOwnershipOf(ownedFileKey).close();

        assertThat(owned).containsOnly(0);
        assertThat(ownedFileKey).containsOnly(0);
    }

    @Test
    void aClosedKeyIsWipedInPlace() {
        byte[] scalar = SEED.clone();
        byte[] seed = SEED.clone();
        Identity first = X25519Identity.takeOwnershipOf(scalar);
        Identity second = HybridIdentity.takeOwnershipOf(seed);

        first.close();
        second.close();

        assertThat(scalar).containsOnly(0);
        assertThat(seed).containsOnly(0);
    }

    /**
     * What yields bytes without the token yields what is sealed or wrapped, save two: what was
     * wrapped goes back to who wrapped it, and an identity file's text is made for its user.
     */
    @Test
    void keyBytesLeaveThePackageBehindTheTokenAlone() throws Exception {
        Set<String> withoutToken = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            for (Method method : type.getDeclaredMethods()) {
                boolean yieldsBytes = method.getReturnType() == byte[].class;
                boolean token =
                        Arrays.asList(method.getParameterTypes()).contains(SecretAccess.class);
                if (Modifier.isPublic(method.getModifiers()) && yieldsBytes && !token) {
                    withoutToken.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }

        assertThat(withoutToken)
                .containsExactly(
                        "IdentityFile.sealed",
                        "IdentityFile.text",
                        "KeyFile.readdress",
                        "KeyFile.seal",
                        "WrappingKey.unwrap",
                        "WrappingKey.wrap");
    }

    /** The package has no logger, prints nothing, and keeps no secret in a String. */
    @Test
    void theSourcesLogAndPrintNothing() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/eu/sluis/seal"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("System.out", "System.err", "Logger", "printStackTrace");
            }
        }
    }

    private static List<Class<?>> publicTypes() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/eu/sluis/seal"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .<Class<?>>map(SecrecyTest::type)
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("eu.sluis.seal." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SigningKey signing() {
        byte[] der =
                Secrets.join(HexFormat.of().parseHex("302e020100300506032b657004220420"), SEED);
        String pem =
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getEncoder().encodeToString(der));
        return SigningKey.fromPkcs8Pem(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** The key is "Z" over and over: raw, in hex, base64, Bech32 and as Java prints arrays. */
    private static void showsNothing(String text) {
        assertThat(text)
                .doesNotContain("ZZZZ")
                .doesNotContainIgnoringCase("5a5a5a")
                .doesNotContain("WlpaWlpa", "paWlpa", "90, 90")
                .doesNotContain("TFD95K", "tfd95k")
                .doesNotContain("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1");
    }
}
