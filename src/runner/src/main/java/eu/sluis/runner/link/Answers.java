package eu.sluis.runner.link;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.Problem;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;

/** Reads the gateway's answers: a value, a stream, a refusal, or "ask again". */
final class Answers {

    private static final int MOST_BYTES = 16 << 20;

    private Answers() {}

    static <T> T read(HttpResponse<InputStream> answer, Class<T> type) throws IOException {
        try (InputStream body = stream(answer)) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidValue("the gateway's answer is longer than " + MOST_BYTES);
            }
            return Json.read(bytes, type);
        }
    }

    static void check(HttpResponse<InputStream> answer) throws IOException {
        stream(answer).close();
    }

    /** The body, if the gateway did what it was asked. */
    static InputStream stream(HttpResponse<InputStream> answer) throws IOException {
        int status = answer.statusCode();
        if (status == 200 || status == 201 || status == 204) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            // A gateway that failed has decided nothing.
            if (status == 429 || status >= 500) {
                throw new Patience.NotYet(retryAfter(answer));
            }
            throw refusal(body.readNBytes(1 << 16));
        }
    }

    private static ProblemException refusal(byte[] body) {
        try {
            Problem problem = Json.read(body, Problem.class);
            return Arrays.stream(ProblemType.values())
                    .filter(type -> type.uri().equals(problem.type()))
                    .findFirst()
                    .map(type -> new ProblemException(type, problem.detail()))
                    .orElseGet(Answers::unreadable);
        } catch (InvalidValue e) {
            return unreadable();
        }
    }

    private static ProblemException unreadable() {
        return new ProblemException(
                ProblemType.INTERNAL_ERROR, "the gateway failed without saying how");
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        long seconds =
                answer.headers()
                        .firstValue("Retry-After")
                        .filter(text -> text.matches("[0-9]{1,4}"))
                        .map(Long::parseLong)
                        .orElse(1L);
        return Duration.ofSeconds(Math.clamp(seconds, 1, 60));
    }
}
