package eu.sluis.gateway.jobs;

import eu.sluis.gateway.kit.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a stream of events of the gateway under test. */
final class EventReader implements AutoCloseable {

    /** An event; the end of the stream is one without a name. */
    record Event(String name, String id, String data) {

        static final Event END = new Event("", "", "");
    }

    // Of HTTP/1.1: a connection ends with its stream.
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> answer;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private EventReader(HttpResponse<InputStream> answer) {
        this.answer = answer;
        if (answer.statusCode() == 200) {
            Thread.ofVirtual().start(this::read);
        }
    }

    static EventReader open(String token, Object job, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + Http.port()
                                                + "/v1/jobs/"
                                                + job
                                                + "/events"))
                        .header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new EventReader(
                CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    int status() {
        return answer.statusCode();
    }

    HttpResponse<InputStream> answer() {
        return answer;
    }

    private void read() {
        String name = "";
        String id = "";
        String data = "";
        try (var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !name.isEmpty()) {
                    events.add(new Event(name, id, data));
                    name = "";
                }
            }
            events.add(Event.END);
        } catch (IOException e) {
            events.add(Event.END);
        }
    }

    /** The next one, or null if none comes in that time. */
    Event next(Duration patience) throws InterruptedException {
        return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        answer.body().close();
    }
}
