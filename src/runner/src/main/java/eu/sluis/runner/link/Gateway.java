package eu.sluis.runner.link;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.api.NewLogPiece;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.api.VersionView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * The runner's operations of the REST interface, each sent once. Safe for use by many threads.
 *
 * <p>It speaks to one host under one CA: no proxy, no redirect. Each operation throws {@link
 * eu.sluis.contract.ProblemException} if the gateway refuses, and {@link IOException} if there was
 * no answer or it may be asked again. Source: src/docs/api.md.
 */
public final class Gateway implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Digest NOTHING = Digest.of(new byte[0]);

    private final URI base;
    private final HttpClient http;
    private final Credential credential;

    /**
     * A link to {@code base}.
     *
     * @param ca PEM file of the only CA that is trusted
     */
    public Gateway(URI base, Path ca, Credential credential) throws IOException {
        this.base = base;
        this.credential = credential;
        this.http =
                HttpClient.newBuilder()
                        .sslContext(Trust.only(ca))
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /** Asks for the release of the slot; the same body may be sent again and again. */
    public ReleaseAnswer redeem(byte[] redemption) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/v1/runner/redemptions"))
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(redemption))
                        .build();
        return Answers.read(http.send(request, BodyHandlers.ofInputStream()), ReleaseAnswer.class);
    }

    /** The body of {@link #redeem}. */
    public static byte[] body(NewRedemption redemption) {
        return Json.canonical(redemption);
    }

    /** Begins the output version. */
    public VersionView output(NewVersion version) throws IOException, InterruptedException {
        return post("output", Json.canonical(version), VersionView.class);
    }

    /** A released version. */
    public VersionView version(VersionId version) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = get("versions/" + version);
        return Answers.read(answer, VersionView.class);
    }

    /** The bytes of an object of a released version; the caller closes the stream. */
    public InputStream object(ObjectId object) throws IOException, InterruptedException {
        return Answers.stream(get("objects/" + object));
    }

    /** Stores a sealed file in the output version. */
    public ObjectView put(ObjectId object, Path sealed, Digest digest)
            throws IOException, InterruptedException {
        String declared = Base64.getEncoder().encodeToString(digest.raw());
        HttpRequest request =
                signed("PUT", "objects/" + object, digest, BodyPublishers.ofFile(sealed))
                        .header("Content-Type", "application/octet-stream")
                        .header("Content-Digest", "sha-256=:" + declared + ":")
                        .build();
        return Answers.read(http.send(request, BodyHandlers.ofInputStream()), ObjectView.class);
    }

    /** Says where the runner is; the answer is a lease. */
    public Lease report(Signed report) throws IOException, InterruptedException {
        return post("reports", Json.canonical(report), Lease.class);
    }

    /** Renews the lease. */
    public Lease lease() throws IOException, InterruptedException {
        return post("lease", new byte[0], Lease.class);
    }

    /** Hands in a piece of the log; the same piece may be sent again. */
    public void log(NewLogPiece piece) throws IOException, InterruptedException {
        Answers.check(send("logs", Json.canonical(piece)));
    }

    /** Commits the result; the same body may be sent again. */
    public JobView commit(NewCommit commit) throws IOException, InterruptedException {
        return post("commit", Json.canonical(commit), JobView.class);
    }

    /** Ends open calls and frees the client's threads. */
    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    private <T> T post(String operation, byte[] body, Class<T> type)
            throws IOException, InterruptedException {
        return Answers.read(send(operation, body), type);
    }

    private HttpResponse<InputStream> send(String operation, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                signed("POST", operation, Digest.of(body), BodyPublishers.ofByteArray(body));
        if (body.length > 0) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.timeout(ANSWER).build(), BodyHandlers.ofInputStream());
    }

    private HttpResponse<InputStream> get(String what) throws IOException, InterruptedException {
        HttpRequest request =
                signed("GET", what, NOTHING, BodyPublishers.noBody()).timeout(ANSWER).build();
        return http.send(request, BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder signed(
            String method, String operation, Digest body, BodyPublisher publisher) {
        AttemptId attempt = credential.attempt();
        String path = "/v1/runner/attempts/" + attempt + "/" + operation;
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", credential.header(method, path, body))
                .method(method, publisher);
    }
}
