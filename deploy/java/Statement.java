import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signs a site's statement, as the operator of that site would.
 *
 * <p>{@code java Statement.java DIRECTORY SITE ZONE COUNTRY CLUSTER EVIDENCE [NODE…]}. DIRECTORY keeps the site's key
 * {@code site.key} and one {@code NODE.key} per node (Ed25519, PKCS #8 PEM, mode 0600), each with its {@code .pub}
 * (base64 of the SubjectPublicKeyInfo); missing ones are made. Writes {@code site.json}, the body of {@code PUT
 * /v1/admin/sites/SITE}. The statement lapses after a year. Source: src/docs/formats/documents.md.
 */
final class Statement {

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        String siteKey = key(directory, "site");
        StringBuilder nodeKeys = new StringBuilder();
        for (String node : Arrays.copyOfRange(args, 6, args.length)) {
            nodeKeys.append(nodeKeys.isEmpty() ? "" : ",").append(quoted(key(directory, node)));
        }
        // RFC 8785: members sorted, no spaces; every value here is plain ASCII without a quote or a backslash.
        String statement =
                List.of(
                                "\"cluster\":" + quoted(args[4]),
                                "\"evidence\":" + quoted(args[5]),
                                "\"jurisdictions\":[" + quoted(args[3]) + "]",
                                "\"nodeKeys\":[" + nodeKeys + "]",
                                "\"notAfter\":" + quoted(Instant.now().truncatedTo(ChronoUnit.DAYS).plus(366, ChronoUnit.DAYS).toString()),
                                "\"operator\":" + quoted("Site " + args[1] + ", demonstration"),
                                "\"site\":" + quoted(args[1]),
                                "\"type\":\"sluis.site-statement.v1\"",
                                "\"zone\":" + quoted(args[2]))
                        .stream()
                        .collect(Collectors.joining(",", "{", "}"));
        byte[] document = statement.getBytes(StandardCharsets.UTF_8);
        write(
                directory.resolve("site.json"),
                "{\"key\":" + quoted(siteKey) + ",\"statement\":{\"document\":" + quoted(base64(document))
                        + ",\"signature\":" + quoted(base64(sign(directory.resolve("site.key"), document))) + "}}\n");
    }

    /** The public half of a key, which is made if it is missing. */
    private static String key(Path directory, String name) throws IOException, GeneralSecurityException {
        Path publicKey = directory.resolve(name + ".pub");
        if (Files.notExists(publicKey)) {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
            write(directory.resolve(name + ".key"), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
            write(publicKey, base64(pair.getPublic().getEncoded()) + "\n");
        }
        return Files.readString(publicKey).strip();
    }

    private static byte[] sign(Path keyFile, byte[] document) throws IOException, GeneralSecurityException {
        String body = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(document);
        return signature.sign();
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static String quoted(String value) {
        if (!value.matches("[ !#-\\[\\]-~]*")) {
            throw new IllegalArgumentException("only plain ASCII without quote or backslash: " + value);
        }
        return '"' + value + '"';
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
