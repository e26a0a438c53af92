package eu.sluis.gateway.platform;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/**
 * Lets a request that makes something be repeated: the first answer is kept, in the transaction of
 * the act, and given again.
 *
 * <p>Keys belong to (tenant, actor). Answers are stored in the clear, so they must hold no secret.
 * Repeats that arrive at the same time wait for the first.
 */
@ApplicationScoped
public class Idempotent {

    private static final int MADE = 201;

    private final Database database;

    Idempotent(Database database) {
        this.database = database;
    }

    /**
     * Runs {@code act} unless this key was used before, and then gives the answer of that time.
     *
     * @param operation method and path, such as {@code POST /v1/projects}: with {@code body} what
     *     makes two requests the same
     * @param type of the answer, a record of the contract
     * @throws ProblemException idempotency-key-reused if the key came with another request
     * @throws X what {@code act} throws; nothing is kept then
     */
    public <T, X extends Exception> T once(
            TenantScope scope,
            IdempotencyKey key,
            String operation,
            Object body,
            Class<T> type,
            HandleCallback<T, X> act)
            throws X {
        return database.inTenant(
                scope, handle -> once(handle, scope, key, digest(operation, body), type, act));
    }

    /**
     * The answer that this key was given before, if it was used: for acts that reach beyond the
     * database and must not start twice.
     *
     * @throws ProblemException idempotency-key-reused if the key came with another request
     */
    public <T> Optional<T> before(
            TenantScope scope, IdempotencyKey key, String operation, Object body, Class<T> type) {
        Digest request = digest(operation, body);
        return database.inTenant(scope, handle -> find(handle, scope, key))
                .map(answer -> Json.read(answer.bodyFor(request), type));
    }

    private <T, X extends Exception> T once(
            Handle handle,
            TenantScope scope,
            IdempotencyKey key,
            Digest request,
            Class<T> type,
            HandleCallback<T, X> act)
            throws X {
        lock(handle, scope, key);
        Optional<Answer> before = find(handle, scope, key);
        if (before.isPresent()) {
            return Json.read(before.get().bodyFor(request), type);
        }
        T answer = act.withHandle(handle);
        keep(handle, scope, key, new Answer(request.text(), Json.canonical(answer)));
        return answer;
    }

    private static Digest digest(String operation, Object body) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((operation + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(Json.canonical(body));
        return Digest.of(bytes.toByteArray());
    }

    private static void lock(Handle handle, TenantScope scope, IdempotencyKey key) {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))::text")
                .bind("name", scope.tenant() + " " + scope.actor().name() + " " + key.value())
                .mapTo(String.class)
                .one();
    }

    private record Answer(String request, byte[] body) {

        byte[] bodyFor(Digest repeated) {
            if (!repeated.text().equals(request)) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "this key came with another request before");
            }
            return body;
        }
    }

    private static Optional<Answer> find(Handle handle, TenantScope scope, IdempotencyKey key) {
        return handle.createQuery(
                        """
                        SELECT request, body FROM idempotency
                        WHERE subject = :subject AND key = :key
                        """)
                .bind("subject", scope.actor().name())
                .bind("key", key.value())
                .map((row, context) -> new Answer(row.getString("request"), row.getBytes("body")))
                .findOne();
    }

    private static void keep(Handle handle, TenantScope scope, IdempotencyKey key, Answer answer) {
        handle.createUpdate(
                        """
                        INSERT INTO idempotency (tenant, subject, key, request, status, body)
                        VALUES (current_tenant(), :subject, :key, :request, :status, :body)
                        """)
                .bind("subject", scope.actor().name())
                .bind("key", key.value())
                .bind("request", answer.request)
                .bind("status", MADE)
                .bind("body", answer.body)
                .execute();
    }
}
