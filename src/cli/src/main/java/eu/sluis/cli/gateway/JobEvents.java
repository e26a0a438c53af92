package eu.sluis.cli.gateway;

import eu.sluis.contract.api.JobView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job, as the gateway tells it. Source: src/docs/api.md, "Events of a job".
 *
 * <p>For one thread. A stream that is silent for longer than the gateway's heartbeats has ended.
 */
public final class JobEvents implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Wire wire;
    private final InputStream body;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    JobEvents(Wire wire, InputStream body) {
        this.wire = wire;
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    private record Event(String name, String id, String data) {
        private static final Event BEAT = new Event("", "", "");
        private static final Event END = new Event("end of the stream", "", "");
    }

    /**
     * Something happened.
     *
     * @param id to be shown to the gateway after an interruption
     * @param job as it is now, or nothing if only its log has grown
     */
    public record News(String id, @Nullable JobView job) {}

    /** The next news, once there are any; empty if the stream has ended or broken. */
    public Optional<News> next() {
        while (true) {
            Event event = poll();
            if (event == null || event.equals(Event.END)) {
                return Optional.empty();
            }
            switch (event.name()) {
                case "job" -> {
                    JobView job = wire.read(event.data(), JobView.class);
                    return Optional.of(new News(event.id(), job));
                }
                case "log" -> {
                    return Optional.of(new News(event.id(), null));
                }
                default -> {} // a heartbeat, or what a later gateway tells
            }
        }
    }

    private @Nullable Event poll() {
        try {
            return events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            Event event = Event.BEAT;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    events.add(event);
                    event = Event.BEAT;
                } else {
                    event = with(event, line);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A stream that breaks has ended.
        }
        events.add(Event.END);
    }

    private static Event with(Event event, String line) {
        int colon = line.indexOf(": ");
        String value = colon < 0 ? "" : line.substring(colon + 2);
        return switch (colon < 0 ? "" : line.substring(0, colon)) {
            case "event" -> new Event(value, event.id(), event.data());
            case "id" -> new Event(event.name(), value, event.data());
            case "data" -> new Event(event.name(), event.id(), value);
            default -> event;
        };
    }

    /** Ends it. */
    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // It is of no further use either way.
        }
    }
}
