package eu.sluis.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.sluis.cli.gateway.DatasetCalls;
import eu.sluis.cli.gateway.JobCalls;
import eu.sluis.cli.gateway.Lookup;
import eu.sluis.cli.gateway.TenantCalls;
import eu.sluis.cli.gateway.Wire;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FollowingTest {

    private static final JobId JOB = new JobId(UUID.randomUUID());

    private final Deque<String> streams = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private JobState polled = JobState.RUNNING;
    private int polls;
    private final HttpServer server = start();
    private final Wire wire =
            new Wire(
                    HttpClient.newHttpClient(),
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    () -> "token",
                    time -> {});
    private final JobCalls jobs = new JobCalls(wire);

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isToldOfTheEndWithoutAsking() {
        streams.add(
                ":\n\n"
                        + job(JOB, JobState.PENDING)
                        + ":\n\nevent: later\ndata: {}\n\n"
                        + job(JOB, JobState.COMPLETED));

        JobView ended = Following.untilEnd(jobs, view(JOB, JobState.PENDING), time -> {});

        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(polls).isZero();
    }

    @Test
    void isToldThatTheLogHasGrown() {
        streams.add("event: log\nid: 1.0.aa\ndata: {\"number\":0}\n\n");

        try (Following following = new Following(jobs, view(JOB, JobState.RUNNING), time -> {})) {
            assertThat(following.next().state()).isEqualTo(JobState.RUNNING);
        }

        assertThat(polls).isZero();
    }

    @Test
    void goesOnWhereABrokenStreamEnded() {
        streams.add(job(JOB, JobState.RUNNING) + "event: job\nid: half\ndata: {\"id");
        streams.add(job(JOB, JobState.FAILED));

        JobView ended = Following.untilEnd(jobs, view(JOB, JobState.PENDING), time -> {});

        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        assertThat(seen).containsExactly("", "1.-1.RUNNING");
    }

    @Test
    void asksEachSecondWhereThereIsNoStream() {
        polled = JobState.TIMEOUT;

        JobView ended = Following.untilEnd(jobs, view(JOB, JobState.PENDING), time -> {});

        assertThat(ended.state()).isEqualTo(JobState.TIMEOUT);
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void believesNoGatewayThatTellsOfAnotherJob() {
        streams.add(job(new JobId(UUID.randomUUID()), JobState.COMPLETED));

        assertThatThrownBy(() -> Following.untilEnd(jobs, view(JOB, JobState.PENDING), time -> {}))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.code()).isEqualTo(ExitCode.OTHER));
    }

    @Test
    void findsAJobByItsNumberAloneWhateverElseTheGatewaySends() {
        assertThat(jobs.numbered(7)).extracting(JobView::id).containsExactly(JOB);
        assertThat(jobs.numbered(8)).isEmpty();
    }

    @Test
    void anElementOfAnArrayIsNamedByNumberAndPlaceAndNotByTheNumberAlone() {
        Lookup lookup = new Lookup(new TenantCalls(wire), new DatasetCalls(wire), jobs);

        assertThat(lookup.job("9_1").element()).isEqualTo(1);
        assertThat(lookup.job("7").id()).isEqualTo(JOB);
        assertThatThrownBy(() -> lookup.job("9_2"))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.code()).isEqualTo(ExitCode.NOT_FOUND));
        assertThatThrownBy(() -> lookup.job("9"))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.code()).isEqualTo(ExitCode.USAGE));
    }

    private static String job(JobId id, JobState state) {
        return "event: job\nid: 1.-1."
                + state
                + "\ndata: "
                + new String(Json.canonical(view(id, state)), UTF_8)
                + "\n\n";
    }

    private static JobView view(JobId id, JobState state) {
        return view(id, 7, null, state);
    }

    private static JobView view(JobId id, long number, @Nullable Integer element, JobState state) {
        return new JobView(
                id,
                number,
                element,
                new ProjectId(UUID.randomUUID()),
                new IntentId(UUID.randomUUID()),
                new DatasetId(UUID.randomUUID()),
                state,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                null);
    }

    private HttpServer start() {
        try {
            HttpServer made =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", this::answer);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        if (path.endsWith("/events") && streams.isEmpty()) {
            send(exchange, 429, "");
        } else if (path.endsWith("/events")) {
            seen.add(id == null ? "" : id);
            send(exchange, 200, streams.removeFirst());
        } else if (path.startsWith("/v1/jobs?number=9&")) {
            String one = new String(Json.canonical(view(JOB, 9, 1, polled)), UTF_8);
            String none = new String(Json.canonical(view(JOB, 9, 0, polled)), UTF_8);
            send(exchange, 200, "{\"items\":[" + one + "," + none + "]}");
        } else if (path.startsWith("/v1/jobs?")) {
            String view = new String(Json.canonical(view(JOB, polled)), UTF_8);
            send(exchange, 200, "{\"items\":[" + view + "]}");
        } else {
            polls++;
            send(exchange, 200, new String(Json.canonical(view(JOB, polled)), UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
