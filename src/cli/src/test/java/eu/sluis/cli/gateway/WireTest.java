package eu.sluis.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Clause;
import eu.sluis.contract.Json;
import eu.sluis.contract.Problem;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.api.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WireTest {

    private static final byte[] LEASE = Json.canonical(new Lease(true, 30));

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final HttpServer server = start();
    private final Wire wire =
            new Wire(
                    HttpClient.newHttpClient(),
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    () -> "token",
                    time -> {});

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void passesOverMembersThatItDoesNotKnow() {
        replies.add(
                new Reply(200, "{\"proceed\":true,\"seconds\":30,\"later\":1}".getBytes(UTF_8)));

        assertThat(wire.get("/x", Lease.class)).isEqualTo(new Lease(true, 30));
    }

    @Test
    void asksAgainUnderTheSameKeyWhenAnAnswerIsLost() {
        replies.add(Reply.LOST);
        replies.add(new Reply(201, LEASE));

        wire.post("/x", new Lease(true, 1), Lease.class);

        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst()).isNotEmpty().isEqualTo(keys.getLast());
        assertThat(bodies.getFirst()).isEqualTo(bodies.getLast());
    }

    @Test
    void callsTheOutcomeOfAPostUnknownWhenEveryAnswerIsLost() {
        for (int i = 0; i < 8; i++) {
            replies.add(Reply.LOST);
        }

        fails(() -> wire.post("/x", new Lease(true, 1), Lease.class), ExitCode.OUTCOME_UNKNOWN);
    }

    @Test
    void staysUnknownWhenTheGatewayIsUnavailableAfterALostAnswer() {
        replies.add(Reply.LOST);
        for (int i = 0; i < 8; i++) {
            replies.add(problem(ProblemType.UNAVAILABLE));
        }

        fails(() -> wire.post("/x", new Lease(true, 1), Lease.class), ExitCode.OUTCOME_UNKNOWN);
    }

    @Test
    void callsTheOutcomeOfAPostUnknownWhenTheAnswerBreaksOff() {
        replies.add(new Reply(201, LEASE, LEASE.length + 10));

        fails(() -> wire.post("/x", new Lease(true, 1), Lease.class), ExitCode.OUTCOME_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 404})
    void callsTheOutcomeOfAPostUnknownWhenTheAnswerIsNotTheGateways(int status) {
        replies.add(new Reply(status, "<html>hello</html>".getBytes(UTF_8)));

        fails(() -> wire.post("/x", new Lease(true, 1), Lease.class), ExitCode.OUTCOME_UNKNOWN);
    }

    @Test
    void callsAReadThatBreaksOffUnavailable() {
        replies.add(new Reply(200, LEASE, LEASE.length + 10));

        fails(() -> wire.get("/x", Lease.class), ExitCode.UNAVAILABLE);
    }

    @Test
    void callsALostReadUnavailable() {
        for (int i = 0; i < 8; i++) {
            replies.add(Reply.LOST);
        }

        fails(() -> wire.get("/x", Lease.class), ExitCode.UNAVAILABLE);
    }

    @Test
    void saysThatRepeatingIsSafeWhenNothingCouldBeSent() {
        server.stop(0);

        fails(() -> wire.post("/x", new Lease(true, 1), Lease.class), ExitCode.UNAVAILABLE);
    }

    @Test
    void triesAgainWhenTheGatewayIsBusy() {
        replies.add(problem(ProblemType.TOO_MANY_REQUESTS));
        replies.add(problem(ProblemType.UNAVAILABLE));
        replies.add(new Reply(200, LEASE));

        assertThat(wire.get("/x", Lease.class).proceed()).isTrue();
    }

    @Test
    void tellsTheClausesOfARefusal() {
        replies.add(problem(ProblemType.REFUSED_BY_POLICY));

        assertThatThrownBy(() -> wire.get("/x", Lease.class))
                .isInstanceOfSatisfying(
                        Failure.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ExitCode.REFUSED);
                            assertThat(e.clauses())
                                    .extracting(Clause::clause)
                                    .containsExactly("zones");
                        });
    }

    @Test
    void doesNotTakeAProxysWordForTheGateways() {
        replies.add(new Reply(404, "<html>nothing here</html>".getBytes(UTF_8)));

        fails(() -> wire.get("/x", Lease.class), ExitCode.OTHER);
    }

    private static Reply problem(ProblemType type) {
        Problem problem =
                new Problem(
                        type.uri(),
                        type.title(),
                        type.status(),
                        "A detail.",
                        type.callerAction(),
                        null,
                        List.of(new Clause("tenant", "zones", "tenant allows zones eu/nl")));
        return new Reply(type.status(), Json.canonical(problem));
    }

    private static void fails(Runnable request, ExitCode code) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private HttpServer start() {
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpServer made = HttpServer.create(any, 0);
            made.createContext("/v1/x", this::answer);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        Reply reply = replies.pop();
        if (reply.body() != null) {
            exchange.getResponseHeaders()
                    .add(
                            "Content-Type",
                            new String(reply.body(), UTF_8).contains("urn:sluis:problem")
                                    ? "application/problem+json"
                                    : "application/json");
            exchange.sendResponseHeaders(reply.status(), reply.length());
            exchange.getResponseBody().write(reply.body());
            exchange.getResponseBody().flush(); // else closing sends nothing at all
        }
        exchange.close();
    }

    /**
     * What the server says; without a body it hangs up.
     *
     * @param length as declared; it hangs up after a body that is shorter
     */
    private record Reply(int status, byte @Nullable [] body, int length) {
        private static final Reply LOST = new Reply(0, null, 0);

        Reply(int status, byte[] body) {
            this(status, body, body.length);
        }
    }
}
