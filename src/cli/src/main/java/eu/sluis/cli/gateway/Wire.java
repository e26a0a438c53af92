package eu.sluis.cli.gateway;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import eu.sluis.cli.access.Pause;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.outcome.Problems;
import eu.sluis.contract.Json;
import eu.sluis.contract.Problem;
import eu.sluis.contract.api.Page;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Sends requests to the gateway and makes failures of what is no answer.
 *
 * <p>Every request is one that may be repeated: reads and PUTs as they are, POSTs by an idempotency
 * key or an intent's id. So a lost answer is asked for again, a few times; only then is the outcome
 * called unknown. Members of answers that we do not know are passed over.
 */
public final class Wire {

    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String PROBLEM = "application/problem+json";
    private static final int MAX_PROBLEM_BYTES = 1 << 20;
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
    private static final long LONGEST_RETRY_AFTER_SECONDS = 20;

    private final HttpClient http;
    private final String base;
    private final Supplier<String> token;
    private final Pause pause;
    private final ObjectMapper json;

    /**
     * Requests to one gateway.
     *
     * @param gateway its base URL, without {@code /v1}
     * @param token yields the access token for each request
     */
    public Wire(HttpClient http, String gateway, Supplier<String> token, Pause pause) {
        this.http = http;
        this.base = gateway;
        this.token = token;
        this.pause = pause;
        this.json =
                Json.configure(JsonMapper.builder())
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
    }

    /** {@code text} as one segment of a path or one value of a query. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    /** Gets one body. */
    <T> T get(String path, Class<T> type) {
        return read(request(path).GET().build(), Lost.HARMLESS, type(type));
    }

    /**
     * Gets all items of a list, page by page.
     *
     * @param path may have a query
     */
    <T> List<T> list(String path, Class<T> item) {
        List<T> items = new ArrayList<>();
        String cursor = "";
        do {
            Page<T> page = page(path, item, cursor);
            items.addAll(page.items());
            cursor = page.next() == null ? "" : page.next();
        } while (!cursor.isEmpty());
        return items;
    }

    /** Gets one page of a list, from {@code cursor} on; empty means from the beginning. */
    <T> Page<T> page(String path, Class<T> item, String cursor) {
        String query = (path.contains("?") ? "&" : "?") + "limit=200";
        String from = cursor.isEmpty() ? "" : "&cursor=" + segment(cursor);
        JavaType type = TypeFactory.defaultInstance().constructParametricType(Page.class, item);
        return read(request(path + query + from).GET().build(), Lost.HARMLESS, type);
    }

    /** Posts a body that makes something, under a fresh idempotency key. */
    <T> T post(String path, Object body, Class<T> type) {
        return post(path, body, type, Lost.UNKNOWN);
    }

    /** As {@link #post(String, Object, Class)}, where a lost answer means something else. */
    <T> T post(String path, Object body, Class<T> type, Lost lost) {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(body)))
                        .build();
        return read(request, lost, type(type));
    }

    /** Posts nothing. */
    <T> T post(String path, Class<T> type) {
        HttpRequest request = request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
        return read(request, Lost.HARMLESS, type(type));
    }

    /** Puts a body; a lost answer does no harm. */
    HttpResponse<InputStream> put(String path, Object body) {
        return send(putting(path, body), Lost.HARMLESS);
    }

    /** Puts a body and reads the answer. */
    <T> T put(String path, Object body, Class<T> type) {
        return read(putting(path, body), Lost.HARMLESS, type(type));
    }

    private HttpRequest putting(String path, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes(body)))
                .build();
    }

    /**
     * Opens a stream of events, once.
     *
     * @param seen the id of the last event of an earlier stream, or nothing
     * @return empty if there is none, whatever the reason: asking for the thing itself tells
     */
    Optional<InputStream> stream(String path, String seen) {
        HttpRequest.Builder request = request(path).setHeader("Accept", "text/event-stream");
        if (!seen.isEmpty()) {
            request.header("Last-Event-ID", seen);
        }
        try {
            HttpResponse<InputStream> answer =
                    http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return Optional.of(answer.body());
            }
            answer.body().close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/v1" + path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json, */*")
                .header("Authorization", "Bearer " + token.get());
    }

    /**
     * Sends until there is an answer of the gateway.
     *
     * @param lost what it means if there is none
     * @throws Failure if there is none, or it tells of a problem
     */
    HttpResponse<InputStream> send(HttpRequest request, Lost lost) {
        boolean sent = false;
        for (int tried = 1; ; tried++) {
            try {
                HttpResponse<InputStream> answer =
                        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                if (answer.statusCode() < 300) {
                    return answer;
                }
                Failure failure = failure(answer, lost);
                if (failure.code() != ExitCode.UNAVAILABLE) {
                    throw failure;
                }
                if (tried == TRIES) {
                    throw sent ? lost.failure() : failure;
                }
                pause.take(retryAfter(answer, tried));
            } catch (SSLException e) {
                throw untrustedGateway();
            } catch (IOException e) {
                sent |=
                        !(e instanceof ConnectException
                                || e instanceof HttpConnectTimeoutException);
                if (tried == TRIES) {
                    throw sent ? lost.failure() : Lost.HARMLESS.failure();
                }
                pause.take(FIRST_PAUSE.multipliedBy(1L << (tried - 1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw lost.failure();
            }
        }
    }

    /**
     * Sends until there is an answer, and reads it.
     *
     * @param lost what it means if there is none, or it breaks off
     */
    <T> T read(HttpRequest request, Lost lost, JavaType type) {
        byte[] answer;
        try (InputStream body = send(request, lost).body()) {
            answer = body.readAllBytes();
        } catch (IOException e) {
            throw lost.failure();
        }
        try {
            return json.readValue(answer, type);
        } catch (IOException e) {
            throw lost.unless(unreadable());
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    private static Failure unreadable() {
        return Failure.other(
                "the gateway's answer cannot be read", "use a sluis of the gateway's version");
    }

    static JavaType type(Class<?> type) {
        return TypeFactory.defaultInstance().constructType(type);
    }

    private byte[] bytes(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("a body of the contract is always JSON", e);
        }
    }

    private Failure failure(HttpResponse<InputStream> answer, Lost lost) {
        try (InputStream body = answer.body()) {
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM)) {
                return Problems.failure(
                        json.readValue(body.readNBytes(MAX_PROBLEM_BYTES), Problem.class));
            }
        } catch (IOException e) {
            return lost.failure();
        }
        return answer.statusCode() >= 500
                ? lost.failure()
                : lost.unless(
                        Failure.other(
                                "something between here and the gateway answers "
                                        + answer.statusCode(),
                                "check for a proxy, and tell your operator"));
    }

    private static Duration retryAfter(HttpResponse<?> answer, int tried) {
        long seconds =
                answer.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("[0-9]{1,9}"))
                        .map(Long::parseLong)
                        .orElse(0L);
        Duration asked = Duration.ofSeconds(Math.min(seconds, LONGEST_RETRY_AFTER_SECONDS));
        return asked.isZero() ? FIRST_PAUSE.multipliedBy(tried) : asked;
    }

    private static Failure untrustedGateway() {
        return Failure.other(
                "the gateway's certificate is not under the authority that your enrolment pins",
                "ask your operator whether it was changed; if it was, log in with a new enrolment string");
    }
}
