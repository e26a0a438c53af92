package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.junit.jupiter.api.Test;

/**
 * The Wycheproof groups of each primitive in use, run through the class of this package that uses
 * it; ML-KEM, whose keys stand inside X-Wing here, at the library. Each test counts what it ran.
 */
class WycheproofTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void chaCha20Poly1305() throws IOException {
        int ran =
                each(
                        "chacha20_poly1305",
                        325,
                        test -> {
                            boolean opens = Arrays.equals(chachaOpened(test), bytes(test, "msg"));
                            assertThat(opens).isEqualTo(isValid(test));
                            assertThat(chachaSealsAsGiven(test)).isEqualTo(isValid(test));
                        });

        assertThat(ran).isEqualTo(325);
    }

    @Test
    void x25519() throws IOException {
        int ran =
                each(
                        "x25519",
                        518,
                        test -> {
                            byte[] point = bytes(test, "public");
                            byte[] shared = bytes(test, "shared");
                            boolean zero = Arrays.equals(shared, new byte[32]);
                            assertThat(Curve25519.isLowOrder(point)).isEqualTo(zero);
                            if (!zero) {
                                assertThat(Curve25519.agree(bytes(test, "private"), point))
                                        .isEqualTo(shared);
                            }
                        });

        assertThat(ran).isEqualTo(518);
    }

    /** Outputs beyond 32 bytes begin with those 32; shorter ones are their beginning. */
    @Test
    void hkdfSha256() throws IOException {
        int ran =
                each(
                        "hkdf_sha256",
                        86,
                        test -> {
                            byte[] expected = bytes(test, "okm");
                            byte[] okm =
                                    Hkdf.derive(
                                            bytes(test, "ikm"),
                                            bytes(test, "salt"),
                                            bytes(test, "info"));
                            int length = Math.min(32, expected.length);
                            assertThat(Arrays.copyOf(okm, length))
                                    .isEqualTo(Arrays.copyOf(expected, length));
                        });

        assertThat(ran).isEqualTo(86);
    }

    /** A tag of 128 bits is the beginning of the whole one. */
    @Test
    void hmacSha256() throws IOException {
        int ran =
                each(
                        "hmac_sha256",
                        174,
                        test -> {
                            byte[] tag = bytes(test, "tag");
                            byte[] mac = FileKey.hmac(bytes(test, "key"), bytes(test, "msg"));
                            assertThat(Arrays.equals(Arrays.copyOf(mac, tag.length), tag))
                                    .isEqualTo(isValid(test));
                        });

        assertThat(ran).isEqualTo(174);
    }

    /** Those of its groups that a wrapping key can have: keys of 256 bits, nonces of 96. */
    @Test
    void aes256Gcm() throws IOException {
        int[] ran = {0};
        each(
                "aes_gcm",
                316,
                test -> {
                    if (bytes(test, "key").length == 32 && bytes(test, "iv").length == 12) {
                        assertThat(gcmUnwraps(test)).isEqualTo(isValid(test));
                        ran[0]++;
                    }
                });

        assertThat(ran[0]).isEqualTo(66);
    }

    @Test
    void ed25519() throws IOException {
        int[] ran = {0};
        for (JsonNode group : read("ed25519", 150).get("testGroups")) {
            byte[] spki = HEX.parseHex(group.get("publicKeyDer").textValue());
            VerifyingKey key =
                    VerifyingKey.of(new PublicKey(Base64.getEncoder().encodeToString(spki)));
            for (JsonNode test : group.get("tests")) {
                assertThat(verifies(key, test)).as(name(test)).isEqualTo(isValid(test));
                ran[0]++;
            }
        }

        assertThat(ran[0]).isEqualTo(150);
    }

    @Test
    void mlKem768Decapsulation() throws IOException {
        int ran =
                each(
                        "mlkem_768",
                        193,
                        test -> assertThat(decapsulatesAsGiven(test)).isEqualTo(isValid(test)));

        assertThat(ran).isEqualTo(193);
    }

    @Test
    void mlKem768KeyGeneration() throws IOException {
        int ran =
                each(
                        "mlkem_768_keygen_seed",
                        100,
                        test ->
                                assertThat(mlKem(bytes(test, "seed")).getPublicKey())
                                        .isEqualTo(bytes(test, "ek")));

        assertThat(ran).isEqualTo(100);
    }

    /** As the first half of a hybrid recipient: a key that is not reduced must be refused. */
    @Test
    void mlKem768EncapsulationKeys() throws IOException {
        byte[] curveHalf = Curve25519.publicKey(new byte[32]);
        int ran =
                each(
                        "mlkem_768_encaps",
                        265,
                        test -> {
                            byte[] key = Secrets.join(bytes(test, "ek"), curveHalf);
                            if (isValid(test)) {
                                HybridKem.checkPublicKey(key);
                            } else {
                                assertThatThrownBy(() -> HybridKem.checkPublicKey(key))
                                        .isInstanceOf(InvalidValue.class);
                            }
                        });

        assertThat(ran).isEqualTo(265);
    }

    /** RFC 7914, section 12, third vector, which has age's r and p. */
    @Test
    void scrypt() {
        byte[] key =
                Passphrase.scrypt(
                        "pleaseletmein".getBytes(StandardCharsets.US_ASCII),
                        "SodiumChloride".getBytes(StandardCharsets.US_ASCII),
                        14);

        assertThat(HEX.formatHex(key))
                .isEqualTo("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
    }

    private static byte[] chachaOpened(JsonNode test) {
        try {
            byte[] sealed = Secrets.join(bytes(test, "ct"), bytes(test, "tag"));
            return chacha(Cipher.DECRYPT_MODE, test).doFinal(sealed);
        } catch (GeneralSecurityException refused) {
            return new byte[] {1, 2, 3};
        }
    }

    private static boolean chachaSealsAsGiven(JsonNode test) {
        try {
            byte[] sealed = Secrets.join(bytes(test, "ct"), bytes(test, "tag"));
            return Arrays.equals(
                    chacha(Cipher.ENCRYPT_MODE, test).doFinal(bytes(test, "msg")), sealed);
        } catch (GeneralSecurityException refused) {
            return false;
        }
    }

    private static Cipher chacha(int mode, JsonNode test) throws GeneralSecurityException {
        Cipher cipher = Aead.cipher();
        SecretKeySpec key = new SecretKeySpec(bytes(test, "key"), "ChaCha20");
        cipher.init(mode, key, new IvParameterSpec(bytes(test, "iv")));
        cipher.updateAAD(bytes(test, "aad"));
        return cipher;
    }

    private static boolean gcmUnwraps(JsonNode test) {
        byte[] sealed = Secrets.join(bytes(test, "ct"), bytes(test, "tag"));
        try (WrappingKey key = WrappingKey.copyOf(bytes(test, "key"))) {
            byte[] wrapped = Secrets.join(bytes(test, "iv"), sealed);
            return Arrays.equals(key.unwrap(wrapped, bytes(test, "aad")), bytes(test, "msg"));
        } catch (OpenFailure refused) {
            return false;
        }
    }

    private static boolean verifies(VerifyingKey key, JsonNode test) {
        try {
            key.verify(bytes(test, "msg"), bytes(test, "sig"));
            return true;
        } catch (BadSignature refused) {
            return false;
        }
    }

    private static boolean decapsulatesAsGiven(JsonNode test) {
        try {
            byte[] secret =
                    new MLKEMExtractor(mlKem(bytes(test, "seed"))).extractSecret(bytes(test, "c"));
            return Arrays.equals(secret, bytes(test, "K"));
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static MLKEMPrivateKeyParameters mlKem(byte[] seed) {
        return new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed);
    }

    private static int each(String file, int count, Consumer<JsonNode> check) throws IOException {
        int ran = 0;
        for (JsonNode group : read(file, count).get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                try {
                    check.accept(test);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(file + " " + name(test), e);
                }
                ran++;
            }
        }
        return ran;
    }

    private static JsonNode read(String file, int count) throws IOException {
        Path path = Path.of("src/test/resources/wycheproof", file + ".json");
        JsonNode all = Json.mapper().readTree(path.toFile());
        assertThat(all.get("numberOfTests").intValue()).isEqualTo(count);
        return all;
    }

    private static boolean isValid(JsonNode test) {
        return test.get("result").textValue().equals("valid");
    }

    private static byte[] bytes(JsonNode test, String member) {
        return HEX.parseHex(test.path(member).asText(""));
    }

    private static String name(JsonNode test) {
        return "test " + test.get("tcId") + " " + test.path("flags");
    }
}
