package eu.sluis.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID Connect issuer: asks for tokens, renews and revokes them.
 *
 * <p>Source: RFC 6749, RFC 7009, OpenID Connect Discovery 1.0. What the issuer says is never shown
 * but for its error codes.
 */
public final class Issuer implements Renewal {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String issuer;
    private final String clientId;
    private final InstantSource clock;
    private @Nullable JsonNode discovered;

    public Issuer(HttpClient http, String issuer, String clientId, InstantSource clock) {
        this.http = http;
        this.issuer = issuer;
        this.clientId = clientId;
        this.clock = clock;
    }

    @Override
    public Tokens renew(String refresh) {
        return tokens(
                form(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        refresh,
                        "client_id",
                        clientId));
    }

    @Override
    public Tokens obtain(Robot robot, String scope) {
        Map<String, String> form = form("grant_type", "client_credentials", "scope", scope);
        String pair = encode(robot.clientId()) + ":" + encode(robot.secret());
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return granted(post("token_endpoint", form, "Basic " + basic));
    }

    /** Tells the issuer to forget a refresh token and the session behind it. */
    public void revoke(String refresh) {
        post(
                "revocation_endpoint",
                form("token", refresh, "token_type_hint", "refresh_token", "client_id", clientId),
                null);
    }

    /** Posts a form to the endpoint that the issuer's metadata names; the answer whatever it is. */
    Reply post(String endpoint, Map<String, String> form, @Nullable String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(text(metadata(), endpoint)))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(form)));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    /** The tokens in an answer; or the failure that its error code stands for. */
    Tokens granted(Reply reply) {
        if (reply.status() != 200) {
            throw refused(reply);
        }
        JsonNode refresh = reply.body().get("refresh_token");
        return new Tokens(
                text(reply.body(), "access_token"),
                refresh == null ? null : refresh.asText(),
                clock.instant().plusSeconds(reply.body().path("expires_in").asLong(0)));
    }

    /** The failure for an error answer. Source: RFC 6749, section 5.2. */
    static Failure refused(Reply reply) {
        String error = reply.error();
        return switch (error) {
            case "invalid_grant" ->
                    Failure.other(
                            "the session at the issuer has ended",
                            "log in again: sluis login with your enrolment string");
            case "invalid_scope" ->
                    Failure.other(
                            "the issuer does not know this tenant any more",
                            "ask your operator for the current enrolment string");
            case "invalid_client", "unauthorized_client" ->
                    Failure.other(
                            "the issuer does not accept this client",
                            "check the client id and the secret file, or the enrolment string");
            case "access_denied" ->
                    new Failure(ExitCode.REFUSED, "the login was refused", "begin the login again");
            case "expired_token" ->
                    Failure.other("the login was not completed in time", "begin the login again");
            default ->
                    reply.status() >= 500
                            ? Failure.unavailable("the issuer answers " + reply.status())
                            : Failure.other(
                                    "the issuer answers " + reply.status() + " " + error,
                                    "tell your operator");
        };
    }

    /** Ordered form parameters from name, value, name, value. */
    static Map<String, String> form(String... pairs) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            form.put(pairs[i], pairs[i + 1]);
        }
        return form;
    }

    /** A text member that must be there. */
    static String text(JsonNode node, String member) {
        JsonNode value = node.get(member);
        if (value == null || !value.isTextual()) {
            throw Failure.other("the issuer's answer lacks " + member, "tell your operator");
        }
        return value.asText();
    }

    String clientId() {
        return clientId;
    }

    private Tokens tokens(Map<String, String> form) {
        return granted(post("token_endpoint", form, null));
    }

    private JsonNode metadata() {
        JsonNode known = discovered;
        if (known == null) {
            URI location = URI.create(issuer + "/.well-known/openid-configuration");
            Reply reply = send(HttpRequest.newBuilder(location).timeout(TIMEOUT).GET().build());
            if (reply.status() != 200) {
                throw refused(reply);
            }
            known = reply.body();
            if (!text(known, "issuer").equals(issuer)) {
                throw Failure.other(
                        "the issuer calls itself by another name than the enrolment does",
                        "tell your operator");
            }
            discovered = known;
        }
        return known;
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            byte[] body = answer.body();
            boolean json = body.length > 0 && body[0] == '{';
            return new Reply(
                    answer.statusCode(),
                    json ? Json.mapper().readTree(body) : Json.mapper().createObjectNode());
        } catch (IOException e) {
            throw Failure.unavailable("the issuer does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unavailable("interrupted");
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An answer of the issuer. */
    record Reply(int status, JsonNode body) {

        /** The error code, of harmless form. */
        String error() {
            String error = body.path("error").asText("");
            return error.matches("[a-z_]{1,40}") ? error : "";
        }

        @Override
        public String toString() {
            return "Reply[" + status + ", withheld]";
        }
    }
}
