package eu.sluis.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP by hand, under the stand's CA alone: what the command line would never send. */
final class Rest {

    private static final HttpClient CLIENT = Stand.client();

    private Rest() {}

    /** An answer; {@code body} is missing where it was not JSON. */
    record Answer(int status, JsonNode body) {

        JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError(status + " " + body);
            }
            return body;
        }
    }

    /**
     * A robot's token, as the README's flow gets it; {@code alias} is the organization asked for.
     */
    static Answer tokenFor(Tenants.Robot robot, String alias) throws IOException {
        return token(
                Stand.of("SLUIS_ISSUER"),
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        robot.clientId(),
                        "client_secret",
                        Files.readString(robot.secret()).strip(),
                        "scope",
                        "organization:" + alias));
    }

    static String token(Tenants.Robot robot) throws IOException {
        return tokenFor(robot, robot.alias()).ok().path("access_token").asText();
    }

    /** Whatever an issuer's token endpoint gives for {@code form}. */
    static Answer token(String issuer, Map<String, String> form) throws IOException {
        return send(
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form))));
    }

    /** A request to the gateway, with JSON unless headers say otherwise. */
    static Answer call(
            String token, String method, String path, BodyPublisher body, String... headers)
            throws IOException {
        HttpRequest.Builder request =
                to(Stand.of("SLUIS_GATEWAY") + path, token, method, body)
                        .setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    static Answer call(String token, String method, String path, byte[] json, String... headers)
            throws IOException {
        return call(token, method, path, BodyPublishers.ofByteArray(json), headers);
    }

    static Answer get(String token, String path) throws IOException {
        return call(token, "GET", path, BodyPublishers.noBody());
    }

    /** A request to anything under the stand's CA. */
    static HttpRequest.Builder to(String url, String token, String method, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .method(method, body);
    }

    static Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (IOException e) {
            return Json.mapper().missingNode();
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(e ->
                        e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
