package eu.sluis.gateway.clusters.slurm;

import eu.sluis.gateway.clusters.ClusterUnreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the slurmrestd of one site, as one of the site's users each.
 *
 * <p>At most {@value #CONNECTIONS} at a time, so that there never are more connections: 150 idle
 * ones block slurmrestd 22.05 (measured). Each has an end, its body included. A site that does not
 * answer is not called: see {@link Breaker}.
 */
final class SlurmRest {

    static final int CONNECTIONS = 8;

    /** How long a question may take that a controller answers in milliseconds. */
    static final Duration READ = Duration.ofSeconds(4);

    private final URI base;
    private final Path tokens;
    private final Breaker breaker = new Breaker(InstantSource.system());
    private final Semaphore connections = new Semaphore(CONNECTIONS, true);
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    SlurmRest(URI base, Path tokens) {
        this.base = base;
        this.tokens = tokens;
    }

    /**
     * One request.
     *
     * @param account as whom
     * @param resource behind the version's prefix, such as {@code job/12}
     * @param body canonical JSON, or nothing
     */
    record Call(
            String account,
            String method,
            String resource,
            byte @Nullable [] body,
            Duration timeout) {}

    /** Nothing was sent: no connection, no token, or a site that is left alone for now. */
    static final class NotSent extends Exception {
        NotSent(String why) {
            super(why);
        }

        NotSent(String why, Throwable cause) {
            super(why, cause);
        }
    }

    /**
     * Sends one request.
     *
     * @throws NotSent if it certainly was not sent
     * @throws ClusterUnreachable if it may have been sent, and no answer came
     */
    Answer send(Dialect dialect, Call call) throws NotSent, ClusterUnreachable {
        switch (breaker.advice()) {
            case CALL -> {}
            case FAIL -> throw resting();
            case PROBE -> probe(dialect, call.account());
        }
        return exchange(dialect, call);
    }

    private void probe(Dialect dialect, String account) throws NotSent {
        try {
            Answer pong = exchange(dialect, new Call(account, "GET", "ping", null, READ));
            if (pong.controllerAway()) {
                throw resting();
            }
        } catch (ClusterUnreachable e) {
            throw new NotSent("the site does not answer a ping", e);
        }
    }

    private static NotSent resting() {
        return new NotSent("the site does not answer, and is left alone for a moment");
    }

    private Answer exchange(Dialect dialect, Call call) throws NotSent, ClusterUnreachable {
        HttpRequest request = request(dialect, call);
        long begin = System.nanoTime();
        if (!acquired(call.timeout())) {
            throw new NotSent("all connections to the site are busy");
        }
        try {
            HttpResponse<byte[]> response = receive(request, call.timeout());
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            Answer answer = new Answer(response.statusCode(), response.body(), took);
            note(answer);
            return answer;
        } catch (ConnectException | HttpConnectTimeoutException e) {
            breaker.failed();
            throw new NotSent("slurmrestd cannot be reached", e);
        } catch (IOException | TimeoutException e) {
            breaker.failed();
            throw new ClusterUnreachable("slurmrestd did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnreachable("interrupted", e);
        } finally {
            connections.release();
        }
    }

    private void note(Answer answer) {
        if (answer.controllerAway()) {
            breaker.failed();
        } else {
            breaker.answered();
        }
    }

    private boolean acquired(Duration timeout) {
        try {
            return connections.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The client's own time-out ends with the headers; this one holds for the body too. */
    private HttpResponse<byte[]> receive(HttpRequest request, Duration timeout)
            throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            // Once there is an answer, this does nothing; before, it closes the connection.
            answer.cancel(true);
        }
    }

    private HttpRequest request(Dialect dialect, Call call) throws NotSent {
        String path = "/slurm/" + dialect.version() + "/" + call.resource();
        byte[] body = call.body();
        var request =
                HttpRequest.newBuilder(base.resolve(path))
                        .header("X-SLURM-USER-NAME", call.account())
                        .header("X-SLURM-USER-TOKEN", token(call.account()))
                        .method(
                                call.method(),
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (body != null) {
            // Exactly so: with a charset slurmrestd 22.05 answers 400.
            request.header("Content-Type", "application/json");
        }
        return request.build();
    }

    private String token(String account) throws NotSent {
        try {
            return Files.readString(tokens.resolve(account)).strip();
        } catch (IOException e) {
            throw new NotSent("there is no token of this user", e);
        }
    }
}
