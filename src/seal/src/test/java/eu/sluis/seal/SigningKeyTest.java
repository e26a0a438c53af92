package eu.sluis.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] DOCUMENT = "{}".getBytes(StandardCharsets.US_ASCII);

    private final SigningKey key = SigningKey.generate();

    @Test
    void signsAsTheSecondVectorOfRfc8032() throws BadSignature {
        byte[] seed =
                HEX.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        SigningKey vector = SigningKey.fromPkcs8Pem(pem("302e020100300506032b657004220420", seed));

        Signed signed = vector.sign(new byte[] {0x72});

        assertThat(vector.publicKey())
                .isEqualTo(key("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        assertThat(HEX.formatHex(signed.signature()))
                .isEqualTo(
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        VerifyingKey.of(vector.publicKey()).verify(signed);
    }

    @Test
    void readsBackItsPem() throws BadSignature {
        SigningKey same = SigningKey.fromPkcs8Pem(key.toPkcs8Pem(SecretAccess.REVEAL));

        assertThat(same.publicKey()).isEqualTo(key.publicKey());
        VerifyingKey.of(key.publicKey()).verify(same.sign(DOCUMENT));
    }

    @Test
    void refusesAPemOfAnythingElse() {
        byte[] good = key.toPkcs8Pem(SecretAccess.REVEAL);
        byte[] seed = new byte[32];

        refusesPem(new byte[0]);
        refusesPem(Arrays.copyOf(good, good.length - 1));
        refusesPem(Arrays.copyOf(good, good.length + 1));
        refusesPem(pem("302e020100300506032b657104220420", seed));
        refusesPem(pem("302e020100300506032b657004220420", new byte[31]));
        refusesPem(
                "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void showsNoSecretInItsText() {
        String pem = new String(key.toPkcs8Pem(SecretAccess.REVEAL), StandardCharsets.US_ASCII);

        assertThat(key.toString()).doesNotContain(pem.lines().toList().get(1));
    }

    @Test
    void signsNothingAfterClose() {
        key.close();

        assertThatThrownBy(() -> key.sign(DOCUMENT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.toPkcs8Pem(SecretAccess.REVEAL))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAnotherDocumentKeyOrSignature() {
        Signed signed = key.sign(DOCUMENT);
        VerifyingKey verifying = VerifyingKey.of(key.publicKey());
        VerifyingKey other = VerifyingKey.of(SigningKey.generate().publicKey());

        refuses(other, DOCUMENT, signed.signature());
        refuses(verifying, new byte[] {'{', '}', '\n'}, signed.signature());
        refuses(verifying, DOCUMENT, new byte[0]);
        refuses(verifying, DOCUMENT, new byte[64]);
        refuses(verifying, DOCUMENT, Arrays.copyOf(signed.signature(), 65));
        for (int bit = 0; bit < 512; bit++) {
            byte[] changed = signed.signature();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            refuses(verifying, DOCUMENT, changed);
        }
    }

    @Test
    void refusesASignatureWhoseSIsNotReduced() {
        BigInteger order =
                BigInteger.TWO
                        .pow(252)
                        .add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] signature = key.sign(DOCUMENT).signature();
        BigInteger s = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));

        byte[] moved = reversed(fixed(s.add(order)));
        System.arraycopy(moved, 0, signature, 32, 32);

        refuses(VerifyingKey.of(key.publicKey()), DOCUMENT, signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void refusesPublicKeysOfSmallOrderAndOtherEncodings(String point) {
        assertThatThrownBy(() -> VerifyingKey.of(key(point))).isInstanceOf(InvalidValue.class);
    }

    private static void refuses(VerifyingKey verifying, byte[] document, byte[] signature) {
        assertThatThrownBy(() -> verifying.verify(document, signature))
                .isInstanceOf(BadSignature.class);
    }

    private static void refusesPem(byte[] pem) {
        assertThatThrownBy(() -> SigningKey.fromPkcs8Pem(pem)).isInstanceOf(InvalidValue.class);
    }

    private static PublicKey key(String point) {
        byte[] encoded = HEX.parseHex("302a300506032b6570032100" + point);
        return new PublicKey(Base64.getEncoder().encodeToString(encoded));
    }

    private static byte[] pem(String prefix, byte[] seed) {
        String base64 =
                Base64.getEncoder().encodeToString(Secrets.join(HEX.parseHex(prefix), seed));
        return ("-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = new byte[32];
        byte[] big = number.toByteArray();
        System.arraycopy(big, 0, bytes, 32 - big.length, big.length);
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
