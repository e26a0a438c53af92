package eu.sluis.gateway.access;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.TenantId;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.VerifyingKey;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Authenticates runners by the key that their slot was redeemed with.
 *
 * <p>Guarantee: the holder of that key sent exactly this method, path, query and body digest, at
 * most 300 s ago. Limit: within that time the same request passes again, so operations must be
 * idempotent. Source: src/docs/api.md, section Requests of runners.
 */
@ApplicationScoped
public class Runners {

    private static final Duration WINDOW = Duration.ofSeconds(300);

    private final Database database;
    private final Clock clock;

    Runners(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The scope of the runner that signed the request.
     *
     * @param attempt the attempt that the path names
     * @param body the digest of the body as sent, of the empty string if there is none, or the
     *     declared Content-Digest where an object is put
     * @throws ProblemException unauthenticated unless the signature verifies under the key of an
     *     answered slot of {@code attempt}
     */
    public TenantScope authenticate(HttpServerRequest request, AttemptId attempt, Digest body) {
        RunnerHeader header =
                RunnerHeader.parse(request.getHeader("Authorization"))
                        .filter(parsed -> parsed.attempt().equals(attempt) && inTime(parsed))
                        .orElseThrow(Runners::refused);
        Slot slot = slot(header).orElseThrow(Runners::refused);
        byte[] signed = header.signedBytes(request.method().name(), request.uri(), body);
        try {
            VerifyingKey.of(slot.key).verify(signed, header.signature());
        } catch (BadSignature | InvalidValue e) {
            throw refused();
        }
        return Callers.runner(slot.tenant, new Actor.Runner(attempt, header.rank()));
    }

    private boolean inTime(RunnerHeader header) {
        Instant sent = Instant.ofEpochSecond(header.seconds());
        return Duration.between(sent, clock.instant()).abs().compareTo(WINDOW) <= 0;
    }

    private record Slot(TenantId tenant, PublicKey key) {}

    private Optional<Slot> slot(RunnerHeader header) {
        return database.acrossTenants(
                CrossTenant.FIRST_CONTACT,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT tenant, runner_key FROM release_request
                                        WHERE attempt = :attempt AND rank = :rank AND state = 'answered'
                                        """)
                                .bind("attempt", header.attempt())
                                .bind("rank", header.rank())
                                .map((row, context) ->
                                        new Slot(
                                                new TenantId(row.getObject("tenant", UUID.class)),
                                                new PublicKey(row.getString("runner_key"))))
                                .findOne());
    }

    private static ProblemException refused() {
        return new ProblemException(
                ProblemType.UNAUTHENTICATED, "the request is not signed by the slot's runner");
    }
}
