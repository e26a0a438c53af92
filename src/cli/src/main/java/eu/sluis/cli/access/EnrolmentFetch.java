package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Fetches the enrolment document: the one request that cannot verify TLS, because the document is
 * what says whom to trust.
 *
 * <p>Nothing is sent but the alias, and nothing of the answer may be used before {@link
 * EnrolmentString#open} has compared its digest.
 */
public final class EnrolmentFetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MAX_BYTES = 1 << 20;

    private EnrolmentFetch() {}

    /**
     * The bytes at the location that {@code string} names, unverified.
     *
     * @throws Failure if the gateway does not answer or has no such document
     */
    public static byte[] fetch(EnrolmentString string) {
        HttpRequest request =
                HttpRequest.newBuilder(string.location()).timeout(TIMEOUT).GET().build();
        try (HttpClient client = client()) {
            HttpResponse<InputStream> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw missing(answer.statusCode());
                }
                return body.readNBytes(MAX_BYTES);
            }
        } catch (IOException e) {
            throw Failure.unavailable("the gateway at " + string.authority() + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unavailable("interrupted");
        }
    }

    private static Failure missing(int status) {
        return status >= 500
                ? Failure.unavailable("the gateway answers " + status)
                : Failure.notFound("such enrolment at this gateway");
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(verifyingNothing())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static SSLContext verifyingNothing() {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new AcceptsAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS 1.3", e);
        }
    }

    /** Private to this class, so that no other request can be made without verification. */
    private static final class AcceptsAll extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
