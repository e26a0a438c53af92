package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** HTTP over TLS that trusts one certificate authority and no other, and checks the host's name. */
public final class PinnedHttp {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private PinnedHttp() {}

    /**
     * A client that follows no redirect.
     *
     * @param authority the trusted certificates in PEM
     * @throws Failure if {@code authority} holds no certificate
     */
    public static HttpClient trusting(String authority) {
        return HttpClient.newBuilder()
                .sslContext(context(authority))
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static SSLContext context(String authority) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(anchors(authority));
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw Failure.other(
                    "the enrolment's certificate authority cannot be read",
                    "tell your operator; the enrolment document must hold it as PEM");
        }
    }

    private static KeyStore anchors(String authority) throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        byte[] pem = authority.getBytes(StandardCharsets.US_ASCII);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (Certificate certificate :
                factory.generateCertificates(new ByteArrayInputStream(pem))) {
            anchors.setCertificateEntry("pinned-" + anchors.size(), certificate);
        }
        if (anchors.size() == 0) {
            throw new GeneralSecurityException("no certificate");
        }
        return anchors;
    }
}
