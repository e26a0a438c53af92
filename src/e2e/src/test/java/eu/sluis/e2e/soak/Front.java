package eu.sluis.e2e.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands before the replicas: connections go in turn to those that answer. */
final class Front implements AutoCloseable {

    private static final Duration PROBE = Duration.ofSeconds(3);

    private final List<Integer> ports;
    private final Set<Integer> well = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http;
    final Wire wire;
    private volatile boolean closed;

    Front(int port, List<Integer> ports, HttpClient http) throws IOException {
        this.ports = ports;
        this.http = http;
        this.wire = new Wire(port, this::next);
        for (int each : ports) {
            Thread.ofPlatform().daemon().name("probe-" + each).start(() -> probe(each));
        }
    }

    private int next() {
        List<Integer> now = ports.stream().filter(well::contains).toList();
        return now.isEmpty() ? 0 : now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }

    int answering() {
        return well.size();
    }

    private void probe(int port) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/q/health/live"))
                        .timeout(PROBE)
                        .build();
        try {
            while (!closed) {
                if (answers(request)) {
                    well.add(port);
                } else if (well.remove(port)) {
                    wire.drop(port);
                }
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        wire.close();
    }
}
