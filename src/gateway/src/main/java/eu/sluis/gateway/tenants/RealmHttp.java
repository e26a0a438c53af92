package eu.sluis.gateway.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.gateway.access.AccessConfig;
import eu.sluis.gateway.access.Operator;
import eu.sluis.gateway.platform.TrustAnchors;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Calls to the issuer under the configured certificate authority alone, never redirected. */
@ApplicationScoped
class RealmHttp {

    private static final Logger LOG = Logger.getLogger(RealmHttp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;

    private final HttpClient client;

    RealmHttp(AccessConfig access) {
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (access.issuer().startsWith("https:")) {
            builder.sslContext(TrustAnchors.only(access.certificateAuthority()));
        }
        this.client = builder.build();
    }

    JsonNode get(Operator operator, String url) {
        return json(send(operator.token(), "GET", url, BodyPublishers.noBody()));
    }

    JsonNode post(Operator operator, String url, Object body) {
        return json(send(operator.token(), "POST", url, bytes(body)));
    }

    void put(Operator operator, String url, Object body) {
        send(operator.token(), "PUT", url, bytes(body));
    }

    /** Creates a thing and gives its id, the last segment of its location. */
    String create(Operator operator, String url, Object body) {
        HttpResponse<byte[]> answer = send(operator.token(), "POST", url, bytes(body));
        String location = answer.headers().firstValue("Location").orElse("");
        if (answer.statusCode() != CREATED || location.isEmpty()) {
            throw unavailable("the issuer did not say what it made");
        }
        return location.substring(location.lastIndexOf('/') + 1);
    }

    void delete(String token, String url) {
        send(token, "DELETE", url, BodyPublishers.noBody());
    }

    /** Adds a member; that it is one already is as good. */
    void join(Operator operator, String url, String subject) {
        int status = exchange(operator.token(), "POST", url, bytes(subject)).statusCode();
        if (status != CONFLICT) {
            check(status);
        }
    }

    private HttpResponse<byte[]> send(String token, String method, String url, BodyPublisher body) {
        HttpResponse<byte[]> answer = exchange(token, method, url, body);
        check(answer.statusCode());
        return answer;
    }

    private HttpResponse<byte[]> exchange(
            String token, String method, String url, BodyPublisher body) {
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            LOG.warnf("event=issuer-unreachable reason=%s", e.getClass().getSimpleName());
            throw unavailable("the issuer does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the gateway is being stopped");
        }
    }

    private static void check(int status) {
        if (status == 401 || status == 403) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "the issuer refuses this token: it has expired, or lacks"
                            + " manage-organizations, manage-users or create-client");
        }
        if (status == CONFLICT) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "the issuer has something of this name already");
        }
        if (status < 200 || status > 299) {
            throw unavailable("the issuer answers with status " + status);
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(ProblemType.UNAVAILABLE, detail);
    }

    private static BodyPublisher bytes(Object body) {
        return BodyPublishers.ofByteArray(Json.canonical(body));
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return Json.read(answer.body(), JsonNode.class);
    }
}
