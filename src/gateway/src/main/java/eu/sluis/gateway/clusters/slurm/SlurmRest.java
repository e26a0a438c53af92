package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import eu.sluis.contract.Json;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Calls to slurmrestd, as one of the site's users each.
 *
 * <p>At most {@value #CONNECTIONS} calls at a time: 150 idle connections block slurmrestd 22.05
 * (measured). The HTTP status is no verdict there; whoever calls looks at the errors in the body.
 */
final class SlurmRest {

    static final int CONNECTIONS = 8;
    private static final String API = "/slurm/v0.0.38/";

    private final URI base;
    private final Path tokens;
    private final Duration timeout;
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    SlurmRest(URI base, Path tokens, Duration timeout) {
        this.base = base;
        this.tokens = tokens;
        this.timeout = timeout;
    }

    /**
     * An answer.
     *
     * @param body missing where it was not JSON
     */
    record Answer(int status, JsonNode body) {

        /** The first error's number, or 0. */
        int error() {
            JsonNode first = body.path("errors").path(0);
            JsonNode number =
                    first.has("error_number")
                            ? first.get("error_number")
                            : first.path("error_code");
            return number.asInt(first.isMissingNode() ? 0 : -1);
        }

        boolean hasErrors() {
            return !body.path("errors").isEmpty();
        }
    }

    /** No connection was made: nothing was sent. */
    static final class NotSent extends Exception {
        NotSent(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Sends one request.
     *
     * @param body canonical JSON, or nothing
     * @throws NotSent if no connection came about
     * @throws ClusterUnreachable if it was sent and no answer came
     */
    Answer send(String account, String method, String path, byte @Nullable [] body)
            throws NotSent, ClusterUnreachable {
        var request =
                HttpRequest.newBuilder(base.resolve(API + path))
                        .timeout(timeout)
                        .header("X-SLURM-USER-NAME", account)
                        .header("X-SLURM-USER-TOKEN", token(account))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        connections.acquireUninterruptibly();
        try {
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (ConnectException e) {
            throw new NotSent(e);
        } catch (IOException e) {
            throw new ClusterUnreachable("slurmrestd did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnreachable("interrupted", e);
        } finally {
            connections.release();
        }
    }

    private String token(String account) throws NotSent {
        try {
            return Files.readString(tokens.resolve(account)).strip();
        } catch (IOException e) {
            throw new NotSent(e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode tree = Json.mapper().readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
