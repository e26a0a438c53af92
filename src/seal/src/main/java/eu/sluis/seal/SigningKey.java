package eu.sluis.seal;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 key pair that signs documents (RFC 8032, pure Ed25519). Safe for use by many threads
 * until closed; {@link #toString} shows the public key only.
 */
public final class SigningKey implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] PKCS8_PREFIX = HEX.parseHex("302e020100300506032b657004220420");
    private static final byte[] SPKI_PREFIX = HEX.parseHex("302a300506032b6570032100");
    private static final int DER_LENGTH = PKCS8_PREFIX.length + Ed25519.SECRET_KEY_SIZE;
    private static final int BASE64_LENGTH = DER_LENGTH / 3 * 4;
    private static final String PEM_BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String PEM_END = "\n-----END PRIVATE KEY-----\n";

    private final SecretKeyBytes seed;
    private final PublicKey publicKey;

    private SigningKey(byte[] seed) {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        this.publicKey =
                new PublicKey(Base64.getEncoder().encodeToString(Secrets.join(SPKI_PREFIX, point)));
        this.seed = SecretKeyBytes.takeOwnershipOf(seed);
    }

    /** Generates a key pair. */
    public static SigningKey generate() {
        return new SigningKey(Secrets.random(Ed25519.SECRET_KEY_SIZE));
    }

    /**
     * Reads the PEM that {@link #toPkcs8Pem} and {@code openssl genpkey -algorithm ed25519} write
     * (RFC 8410, version 1, without attributes); the caller wipes {@code pem}.
     *
     * @throws InvalidValue if it is anything else; the message never repeats it
     */
    public static SigningKey fromPkcs8Pem(byte[] pem) {
        if (pem.length != PEM_BEGIN.length() + BASE64_LENGTH + PEM_END.length()) {
            throw notPem();
        }
        int bodyEnd = PEM_BEGIN.length() + BASE64_LENGTH;
        byte[] base64 = Arrays.copyOfRange(pem, PEM_BEGIN.length(), bodyEnd);
        byte[] der = new byte[0];
        try {
            der = Base64.getDecoder().decode(base64);
            SigningKey key =
                    new SigningKey(Arrays.copyOfRange(der, PKCS8_PREFIX.length, DER_LENGTH));
            key.requireSame(pem);
            return key;
        } catch (IllegalArgumentException notBase64) {
            throw notPem();
        } finally {
            Secrets.wipe(base64, der);
        }
    }

    /** That each byte is the one that this key's PEM has, so that a key has one form. */
    private void requireSame(byte[] pem) {
        byte[] own = toPkcs8Pem(SecretAccess.REVEAL);
        try {
            if (!MessageDigest.isEqual(own, pem)) {
                close();
                throw notPem();
            }
        } finally {
            Secrets.wipe(own);
        }
    }

    /**
     * The private key as PKCS#8 in PEM, in a fresh array that the caller wipes.
     *
     * @throws IllegalStateException if the key was closed
     */
    public byte[] toPkcs8Pem(SecretAccess access) {
        byte[] der = pkcs8();
        byte[] base64 = Base64.getEncoder().encode(der);
        try {
            byte[] begin = PEM_BEGIN.getBytes(StandardCharsets.US_ASCII);
            byte[] open = Secrets.join(begin, base64);
            byte[] pem = Secrets.join(open, PEM_END.getBytes(StandardCharsets.US_ASCII));
            Secrets.wipe(open);
            return pem;
        } finally {
            Secrets.wipe(der, base64);
        }
    }

    /** The public half; usable after close. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /**
     * Signs exactly these bytes.
     *
     * @throws InvalidValue if {@code document} is empty or larger than a {@link Signed} may be
     * @throws IllegalStateException if the key was closed
     */
    public Signed sign(byte[] document) {
        byte[] der = pkcs8();
        try {
            PrivateKey key =
                    KeyFactory.getInstance("Ed25519", "SunEC")
                            .generatePrivate(new PKCS8EncodedKeySpec(der));
            Signature signature = Signature.getInstance("Ed25519", "SunEC");
            signature.initSign(key);
            signature.update(document);
            return new Signed(document, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks Ed25519 in SunEC", e);
        } finally {
            Secrets.wipe(der);
        }
    }

    /** Wipes the private key, as far as a JVM can. */
    @Override
    public void close() {
        seed.close();
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey + "]";
    }

    private byte[] pkcs8() {
        byte[] bytes = seed.copy();
        try {
            return Secrets.join(PKCS8_PREFIX, bytes);
        } finally {
            Secrets.wipe(bytes);
        }
    }

    private static InvalidValue notPem() {
        return new InvalidValue(
                "a signing key must be an Ed25519 private key in PEM (openssl genpkey -algorithm ed25519)");
    }
}
