import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Waits until a URL answers 200 under the given CA alone.
 *
 * <p>{@code java Await.java CA.pem URL PID SECONDS}: exit code 0 when it does, 1 when process PID has died or the time
 * is over.
 */
final class Await {

    public static void main(String[] args) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[1])).timeout(Duration.ofSeconds(5)).build();
        ProcessHandle process = ProcessHandle.of(Long.parseLong(args[2])).orElse(null);
        Instant end = Instant.now().plusSeconds(Long.parseLong(args[3]));
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(Path.of(args[0]))).build()) {
            while (process != null && process.isAlive() && Instant.now().isBefore(end)) {
                if (answers(client, request)) {
                    return;
                }
                Thread.sleep(100);
            }
        }
        System.exit(1);
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static SSLContext trusting(Path pem) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
