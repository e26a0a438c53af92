package eu.sluis.runner.link;

import eu.sluis.contract.InvalidValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts one CA file and nothing that the machine or the JDK trusts. */
final class Trust {

    private Trust() {}

    /**
     * A context whose peers must show a certificate under {@code ca}.
     *
     * @throws InvalidValue if the file holds no certificate
     */
    static SSLContext only(Path ca) throws IOException {
        try (InputStream pem = Files.newInputStream(ca)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new InvalidValue("the ca file holds no certificate");
            }
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                anchors.setCertificateEntry("ca" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(anchors);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new InvalidValue("the ca file is not PEM of X.509 certificates");
        }
    }
}
