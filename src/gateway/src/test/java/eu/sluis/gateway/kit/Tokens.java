package eu.sluis.gateway.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens as the realm makes them, and ways to make them wrong. */
public final class Tokens {

    public static final String OPERATOR = "0e7a0000-0000-4000-8000-00000000000a";
    public static final KeyPair KEY = ellipticKey();

    private static final String KEY_ID = "test-key";

    private Tokens() {}

    /** What the realm gives a member: change it, then {@link #sign}. */
    public static JwtClaimsBuilder member(String organization, String subject) {
        return claims(subject, "sluis-cli")
                .claim("organization", Map.of("t-alias", Map.of("id", organization)));
    }

    /** A signed token of the operator. */
    public static String operator() {
        return sign(claims(OPERATOR, "sluis-operator"));
    }

    public static JwtClaimsBuilder claims(String subject, String client) {
        return Jwt.issuer(issuer())
                .subject(subject)
                .audience("sluis-gateway")
                .claim("typ", "Bearer")
                .claim("azp", client)
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plusSeconds(300));
    }

    public static String sign(JwtClaimsBuilder claims) {
        return claims.jws()
                .keyId(KEY_ID)
                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256)
                .sign(KEY.getPrivate());
    }

    /** Signs any header and payload with the realm's key (ECDSA over P-256 with SHA-256). */
    public static String signRaw(String header, String payload) {
        String head = base64(header.getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KEY.getPrivate());
            signature.update(head.getBytes(UTF_8));
            return head + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String issuer() {
        return ConfigProvider.getConfig().getValue("sluis.access.issuer", String.class);
    }

    static String keySet() {
        var point = ((ECPublicKey) KEY.getPublic()).getW();
        return """
        {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}]}\
        """
                .formatted(KEY_ID, coordinate(point.getAffineX()), coordinate(point.getAffineY()));
    }

    private static String coordinate(java.math.BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return base64(fixed);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair ellipticKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
