import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Waits until a URL answers 200 under the given CA alone, and prints the answer.
 *
 * <p>{@code java Await.java CA.pem URL PID SECONDS}: exit code 0 when it does, 1 when process PID has died or the time
 * is over.
 */
final class Await {

    public static void main(String[] args) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(args[1])).timeout(Duration.ofSeconds(5)).build();
        ProcessHandle process = ProcessHandle.of(Long.parseLong(args[2])).orElse(null);
        Instant end = Instant.now().plusSeconds(Long.parseLong(args[3]));
        try (HttpClient client = HttpClient.newBuilder().sslContext(Trust.in(Path.of(args[0]))).build()) {
            while (process != null && process.isAlive() && Instant.now().isBefore(end)) {
                Optional<String> answer = answer(client, request);
                if (answer.isPresent()) {
                    System.out.println(answer.get());
                    return;
                }
                Thread.sleep(200);
            }
        }
        System.exit(1);
    }

    private static Optional<String> answer(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
