package eu.sluis.cli.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import eu.sluis.contract.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PinnedHttpTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir Path directory;

    @Test
    void talksToAServerUnderThePinnedAuthority() throws Exception {
        KeyStore own = keys("own", "localhost");

        assertThat(get(serve(own), pem(own))).isEqualTo("hello");
    }

    @Test
    void refusesAServerUnderAnotherAuthority() throws Exception {
        HttpsServer server = serve(keys("other", "localhost"));
        String pinned = pem(keys("own", "localhost"));

        assertThatThrownBy(() -> get(server, pinned)).isInstanceOf(SSLException.class);
    }

    @Test
    void refusesAServerOfAnotherName() throws Exception {
        KeyStore elsewhere = keys("own", "elsewhere.example");
        HttpsServer server = serve(elsewhere);

        assertThatThrownBy(() -> get(server, pem(elsewhere))).isInstanceOf(SSLException.class);
    }

    @Test
    void fetchesTheEnrolmentFromAnyServerForTheDigestDecides() throws Exception {
        HttpsServer server = serve(keys("any", "localhost"));
        String authority = "localhost:" + server.getAddress().getPort();

        byte[] document =
                EnrolmentFetch.fetch(new EnrolmentString(authority, "t-1", Digest.of(new byte[0])));

        assertThat(document).isEqualTo("hello".getBytes(UTF_8));
    }

    private static String get(HttpsServer server, String authority)
            throws IOException, InterruptedException {
        URI page = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
        try (var client = PinnedHttp.trusting(authority)) {
            return client.send(
                            HttpRequest.newBuilder(page).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer serve(KeyStore keys) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 5);
                    exchange.getResponseBody().write("hello".getBytes(UTF_8));
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String pem(KeyStore keys) throws GeneralSecurityException {
        byte[] certificate = keys.getCertificate("server").getEncoded();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    /** A key with a certificate of its own; the JDK has no other way to make one than its tool. */
    private KeyStore keys(String file, String host) throws Exception {
        Path path = directory.resolve(file + ".p12");
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process keytool =
                new ProcessBuilder(
                                tool.toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + file,
                                "-ext",
                                "san=dns:" + host,
                                "-keystore",
                                path.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(path)) {
            keys.load(stored, PASSWORD);
        }
        return keys;
    }
}
