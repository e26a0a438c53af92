package eu.sluis.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.Problem;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.Lease;
import eu.sluis.contract.api.NewCommit;
import eu.sluis.contract.api.NewLogPiece;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.ReleaseAnswer;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.AttemptReport;
import eu.sluis.contract.document.LogPiece;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.RunnerPhase;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Age;
import eu.sluis.seal.AgeShape;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.VerifyingKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The runner's part of the REST interface, as src/docs/api.md states it, over one {@link World}.
 */
final class FakeGateway implements AutoCloseable {

    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    "Sluis-Runner attempt=\"([^\"]+)\",rank=\"0\",time=\"(\\d+)\",signature=\"([^\"]+)\"");

    final World world;
    final List<byte[]> redemptions = new CopyOnWriteArrayList<>();
    final List<AttemptReport> reports = new CopyOnWriteArrayList<>();
    final List<LogPiece> pieces = new CopyOnWriteArrayList<>();
    final List<byte[]> sealedPieces = new CopyOnWriteArrayList<>();
    final List<Signed> pieceDocuments = new CopyOnWriteArrayList<>();
    final Map<ObjectId, byte[]> stored = new ConcurrentHashMap<>();
    final List<String> complaints = new CopyOnWriteArrayList<>();
    volatile byte @Nullable [] outputKeyFile;
    volatile @Nullable VersionRecord version;
    volatile @Nullable Receipt receipt;
    volatile int commits;

    // what a test breaks
    volatile int notYet;
    volatile int commitsThatFail;
    volatile boolean redemptionsFail;
    volatile boolean leasesFail;
    volatile Lease lease = new Lease(true, 30);
    volatile boolean leasesHang;
    volatile int failing;
    volatile Function<Redemption, ReleaseAnswer> answer;
    volatile BiFunction<ObjectId, byte[], byte[]> serve = (object, bytes) -> bytes;
    volatile Runnable onRunning = () -> {};

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable PublicKey runnerKey;

    FakeGateway(World world, SSLContext tls) throws IOException {
        this.world = world;
        this.answer = world::release;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    List<RunnerPhase> phases() {
        return reports.stream().map(AttemptReport::phase).toList();
    }

    /** The log as its owner reads it, after checking number, chain, digest, and last mark. */
    String log() {
        StringBuilder text = new StringBuilder();
        @Nullable Digest previous = null;
        for (int i = 0; i < pieces.size(); i++) {
            LogPiece piece = pieces.get(i);
            boolean chained =
                    piece.number() == i
                            && java.util.Objects.equals(piece.previous(), previous)
                            && piece.digest().equals(Digest.of(sealedPieces.get(i)))
                            && piece.last() == (i == pieces.size() - 1);
            if (!chained) {
                throw new AssertionError("the log's chain is broken at " + i);
            }
            previous = pieceDocuments.get(i).digest();
            text.append(new String(opened(sealedPieces.get(i)), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** Opens what was sealed to the output version, as the case's owner does. */
    byte[] opened(byte[] sealed) {
        try {
            byte[] keyFile = java.util.Objects.requireNonNull(outputKeyFile);
            return World.open(
                    sealed,
                    eu.sluis.seal.KeyFile.open(keyFile, world.theCase)
                            .toArray(eu.sluis.seal.Identity[]::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                if (failing > 0) {
                    failing--;
                    throw new ProblemException(ProblemType.INTERNAL_ERROR, "incident");
                }
                route(exchange, body);
            } catch (ProblemException e) {
                refuse(exchange, e.type(), String.valueOf(e.getMessage()));
            } catch (BadSignature e) {
                complaints.add("bad signature: " + exchange.getRequestURI());
                refuse(exchange, ProblemType.BAD_SIGNATURE, "bad signature");
            } catch (RuntimeException e) {
                complaints.add(e.toString());
                refuse(exchange, ProblemType.INTERNAL_ERROR, "incident");
            }
        }
    }

    private void renew(HttpExchange exchange) throws IOException {
        while (leasesHang) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        lease(exchange);
    }

    private void route(HttpExchange exchange, byte[] body) throws IOException, BadSignature {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getRawPath();
        if (method.equals("POST") && path.equals("/v1/runner/redemptions")) {
            redeem(exchange, body);
            return;
        }
        String prefix = "/v1/runner/attempts/" + world.attempt + "/";
        if (!path.startsWith(prefix)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "no such thing");
        }
        String operation = path.substring(prefix.length());
        boolean refusedReport = operation.equals("reports") && runnerKey == null;
        if (!refusedReport) {
            authenticate(exchange, method, path, body);
        }
        String[] parts = operation.split("/", -1);
        switch (method + " " + parts[0]) {
            case "POST output" -> output(exchange, Json.read(body, NewVersion.class));
            case "GET versions" -> json(exchange, 200, world.versions.get(VersionId.of(parts[1])));
            case "GET objects" -> object(exchange, ObjectId.of(parts[1]));
            case "PUT objects" -> put(exchange, ObjectId.of(parts[1]), body);
            case "POST reports" -> report(exchange, Json.read(body, Signed.class));
            case "POST lease" -> renew(exchange);
            case "POST logs" -> log(exchange, Json.read(body, NewLogPiece.class));
            case "POST commit" -> commit(exchange, Json.read(body, NewCommit.class));
            default -> throw new ProblemException(ProblemType.NOT_FOUND, "no such thing");
        }
    }

    private void authenticate(HttpExchange exchange, String method, String path, byte[] body)
            throws BadSignature {
        Matcher credential =
                CREDENTIAL.matcher(
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        PublicKey key = runnerKey;
        if (key == null || !credential.matches()) {
            throw new ProblemException(ProblemType.UNAUTHENTICATED, "no credential");
        }
        String text =
                "sluis.request.v1\n"
                        + method
                        + "\n"
                        + path
                        + "\n"
                        + credential.group(2)
                        + "\n"
                        + Digest.of(body);
        VerifyingKey.of(key)
                .verify(
                        text.getBytes(StandardCharsets.UTF_8),
                        Base64.getDecoder().decode(credential.group(3)));
    }

    private void redeem(HttpExchange exchange, byte[] body) throws IOException, BadSignature {
        redemptions.add(body);
        if (redemptionsFail) {
            refuse(exchange, ProblemType.UNAVAILABLE, "the database does not answer");
            return;
        }
        if (notYet > 0) {
            notYet--;
            exchange.getResponseHeaders().set("Retry-After", "1");
            refuse(exchange, ProblemType.UNAVAILABLE, "the custodian has not answered yet");
            return;
        }
        NewRedemption asked = Json.read(body, NewRedemption.class);
        Redemption redemption = Json.readCanonical(asked.redemption().document(), Redemption.class);
        Documents.open(asked.redemption(), redemption.key(), Redemption.class);
        PublicKey held = runnerKey;
        if (held != null && !held.equals(redemption.key())) {
            complaints.add("slot taken");
            throw new ProblemException(ProblemType.SLOT_TAKEN, "the slot is taken");
        }
        ReleaseAnswer release = answer.apply(redemption);
        runnerKey = redemption.key();
        json(exchange, 200, release);
    }

    private void output(HttpExchange exchange, NewVersion version) throws IOException {
        outputKeyFile = version.keyFile();
        json(
                exchange,
                200,
                new VersionView(
                        world.output, world.caseId, 2, "open", null, null, null, 0, Instant.EPOCH));
    }

    private void object(HttpExchange exchange, ObjectId object) throws IOException {
        byte @Nullable [] bytes = world.objects.get(object);
        if (bytes == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "no such thing");
        }
        byte[] served = serve.apply(object, bytes);
        exchange.sendResponseHeaders(200, served.length);
        exchange.getResponseBody().write(served);
    }

    private void put(HttpExchange exchange, ObjectId object, byte[] body) throws IOException {
        String declared = exchange.getRequestHeaders().getFirst("Content-Digest");
        String found =
                "sha-256=:" + Base64.getEncoder().encodeToString(Digest.of(body).raw()) + ":";
        AgeShape shape = Age.inspect(body);
        if (!found.equals(declared)
                || !shape.isForOne(AgeShape.HYBRID)
                || exchange.getRequestHeaders().getFirst("Content-Length") == null) {
            complaints.add("a bad object was sent");
        }
        stored.put(object, body);
        json(exchange, 201, new ObjectView(object, world.output, body.length, Digest.of(body)));
    }

    private void report(HttpExchange exchange, Signed signed) throws IOException, BadSignature {
        PublicKey key = runnerKey;
        AttemptReport report =
                key == null
                        ? Json.readCanonical(signed.document(), AttemptReport.class)
                        : Documents.open(signed, key, AttemptReport.class);
        reports.add(report);
        json(exchange, 200, lease);
        if (report.phase() == RunnerPhase.RUNNING) {
            onRunning.run();
        }
    }

    private void lease(HttpExchange exchange) throws IOException {
        if (leasesFail) {
            refuse(exchange, ProblemType.UNAVAILABLE, "the database does not answer");
            return;
        }
        json(exchange, 200, lease);
    }

    private void log(HttpExchange exchange, NewLogPiece piece) throws IOException, BadSignature {
        LogPiece document =
                Documents.open(
                        piece.piece(), java.util.Objects.requireNonNull(runnerKey), LogPiece.class);
        pieces.add(document);
        sealedPieces.add(piece.sealed());
        pieceDocuments.add(piece.piece());
        exchange.sendResponseHeaders(204, -1);
    }

    private void commit(HttpExchange exchange, NewCommit commit) throws IOException, BadSignature {
        commits++;
        PublicKey key = java.util.Objects.requireNonNull(runnerKey);
        version = Documents.open(commit.version(), key, VersionRecord.class);
        receipt = Documents.open(commit.receipt(), key, Receipt.class);
        if (commitsThatFail > 0) {
            commitsThatFail--;
            refuse(exchange, ProblemType.UNAVAILABLE, "the answer is lost");
            return;
        }
        JobView done =
                new JobView(
                        world.job,
                        1,
                        null,
                        world.run().project(),
                        world.run().id(),
                        world.caseId,
                        JobState.COMPLETED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        world.output,
                        commit.receipt(),
                        Instant.EPOCH,
                        null,
                        null);
        json(exchange, 200, done);
    }

    private static void refuse(HttpExchange exchange, ProblemType type, String detail)
            throws IOException {
        json(
                exchange,
                type.status(),
                new Problem(
                        type.uri(),
                        type.title(),
                        type.status(),
                        detail,
                        type.callerAction(),
                        null,
                        new ArrayList<>()));
    }

    private static void json(HttpExchange exchange, int status, @Nullable Object body)
            throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
