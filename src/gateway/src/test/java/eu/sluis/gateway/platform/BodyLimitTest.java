package eu.sluis.gateway.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.gateway.kit.Http;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BodyLimitTest {

    private static final String ATTEMPT = "/v1/runner/attempts/" + UUID.randomUUID();

    /** An anonymous caller announces a body that never comes: the answer must not wait for it. */
    @Test
    void answersALeaseWithoutReadingABody() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", Http.port())) {
            socket.setSoTimeout(10_000);
            String head =
                    "POST %s/lease HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(ATTEMPT, "application/octet-stream", 40 << 20);
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));

            String status = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);

            assertThat(status).isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void boundsABodyWithoutATypeToo() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + Http.port() + ATTEMPT + "/commit"))
                        .POST(BodyPublishers.ofByteArray(new byte[9 << 20]))
                        .build();

        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());

        assertThat(Http.problem(answer)).isEqualTo("too-large");
    }
}
