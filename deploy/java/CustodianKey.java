import eu.sluis.seal.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints the public half of a managed custodian's signing key, which sites pin in site.properties.
 *
 * <p>{@code java -cp src/cli/target/lib/* CustodianKey.java KEYSTORE}. Runs as whoever owns the keystore.
 */
final class CustodianKey {

    public static void main(String[] args) throws Exception {
        Matcher custodian =
                Pattern.compile("\"custodian\"\\s*:\\s*\"([A-Za-z0-9+/=]+)\"").matcher(Files.readString(Path.of(args[0])));
        if (!custodian.find()) {
            throw new IllegalArgumentException(args[0] + " is no keystore");
        }
        byte[] pem = Base64.getDecoder().decode(custodian.group(1));
        try (SigningKey key = SigningKey.fromPkcs8Pem(pem)) {
            System.out.println(key.publicKey());
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }
}
