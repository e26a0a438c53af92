package eu.sluis.gateway.kit;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** A caller of the gateway under test, with a token or without. */
public final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String token;

    private Http(String token) {
        this.token = token;
    }

    public static Http anonymous() {
        return new Http(null);
    }

    public static Http bearer(String token) {
        return new Http(token);
    }

    public HttpResponse<byte[]> get(String path) {
        return send("GET", path, null);
    }

    /** Sends {@code body} as JSON with a fresh idempotency key. */
    public HttpResponse<byte[]> post(String path, Object body) {
        return send("POST", path, body, "Idempotency-Key", UUID.randomUUID().toString());
    }

    public HttpResponse<byte[]> put(String path, Object body) {
        return send("PUT", path, body);
    }

    /** Puts an object from a stream that a test has its hands on. */
    public HttpResponse<byte[]> put(String path, InputStream body, long length, Digest declared) {
        return send(
                HttpRequest.newBuilder(URI.create(base() + path))
                        .PUT(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofInputStream(() -> body), length))
                        .setHeader("Authorization", "Bearer " + token)
                        .setHeader("Content-Type", "application/octet-stream")
                        .setHeader("Content-Digest", TestData.contentDigest(declared))
                        .build());
    }

    /** Sends {@code body} (bytes and strings as they are, the rest as JSON); headers in pairs. */
    public HttpResponse<byte[]> send(String method, String path, Object body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(bytes(body)));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The answer's body as a value of the contract. */
    public static <T> T body(HttpResponse<byte[]> response, Class<T> type) {
        return Json.read(response.body(), type);
    }

    /** The answer's body as JSON. */
    public static JsonNode json(HttpResponse<byte[]> response) {
        return Json.read(response.body(), JsonNode.class);
    }

    /** The code of the problem that the answer is, such as {@code not-found}. */
    public static String problem(HttpResponse<byte[]> response) {
        return json(response).path("type").asText().replace("urn:sluis:problem:", "");
    }

    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    private static String base() {
        return "http://127.0.0.1:" + port();
    }

    private static byte[] bytes(Object body) {
        return switch (body) {
            case byte[] raw -> raw;
            case String text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            default -> write(body);
        };
    }

    private static byte[] write(Object body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
