import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Downloads one file over https and keeps it only if its SHA-512 is the expected one.
 *
 * <p>{@code java Fetch.java URL SHA512 FILE}; the JDK is all it needs. Exit code 1 with a sentence
 * on failure; FILE then does not exist.
 */
final class Fetch {

    public static void main(String[] args) throws Exception {
        URI from = URI.create(args[0]);
        Path to = Path.of(args[2]);
        try {
            fetch(from, args[1], to);
        } catch (IOException e) {
            Files.deleteIfExists(to);
            System.err.println("mvnw: cannot fetch " + from + ": " + e);
            System.err.println(
                    "mvnw: check the network, set MVNW_REPOURL to a mirror of Maven Central, or"
                            + " install Maven 3.9.12 or newer");
            System.exit(1);
        }
    }

    private static void fetch(URI from, String sha512, Path to)
            throws IOException, InterruptedException, java.security.GeneralSecurityException {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .proxy(ProxySelector.getDefault())
                        .build()) {
            HttpResponse<Path> response =
                    client.send(
                            HttpRequest.newBuilder(from).build(),
                            HttpResponse.BodyHandlers.ofFile(to));
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
        }
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(to));
        if (!MessageDigest.isEqual(digest, HexFormat.of().parseHex(sha512))) {
            throw new IOException("its SHA-512 is not the one that mvnw names");
        }
    }
}
