package eu.sluis.gateway.custody;

import com.fasterxml.jackson.core.type.TypeReference;
import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Signed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The table {@code release_request}: asked, then answered or refused, once. */
@ApplicationScoped
class ReleaseStore {

    private static final TypeReference<TreeMap<String, byte[]>> KEY_FILES =
            new TypeReference<>() {};

    private final Clock clock;

    ReleaseStore(Clock clock) {
        this.clock = clock;
    }

    /** Waits for whoever else deals with this intent; until the transaction ends. */
    void lock(Handle handle, IntentId intent) {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:intent, 7))")
                .bind("intent", "release " + intent)
                .mapToMap()
                .one();
    }

    Optional<StoredRelease> ofSlot(Handle handle, AttemptId attempt, int rank) {
        return handle.createQuery(
                        """
                        SELECT * FROM release_request
                        WHERE tenant = current_tenant() AND attempt = :attempt AND rank = :rank
                        """)
                .bind("attempt", attempt)
                .bind("rank", rank)
                .map((row, context) -> stored(row))
                .findOne();
    }

    Optional<StoredRelease> ofOpening(Handle handle, IntentId intent) {
        return handle.createQuery(
                        """
                        SELECT * FROM release_request
                        WHERE tenant = current_tenant() AND intent_id = :intent AND attempt IS NULL
                        """)
                .bind("intent", intent)
                .map((row, context) -> stored(row))
                .findOne();
    }

    /** How many slots of this job were given keys. */
    int spent(Handle handle, JobId job) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM release_request
                        WHERE tenant = current_tenant() AND state = 'answered'
                          AND attempt IN (SELECT id FROM attempt WHERE job = :job)
                        """)
                .bind("job", job)
                .mapTo(Integer.class)
                .one();
    }

    /** Asks. The unique (attempt, rank), or intent, holds even if somebody forgot the lock. */
    void ask(Handle handle, ReleaseId id, Grant grant) {
        once(
                handle.createUpdate(
                                """
                                INSERT INTO release_request (tenant, id, intent_id, attempt, rank, keys_digest, recipient, runner_key, state, asked)
                                VALUES (current_tenant(), :id, :intent, :attempt, :rank, :keys, :recipient, :key, 'asked', :now)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", id)
                        .bind("intent", grant.intent())
                        .bind("attempt", grant.attempt())
                        .bind("rank", grant.rank())
                        .bind("keys", grant.keys())
                        .bind("recipient", grant.recipient())
                        .bind("key", grant.runnerKey())
                        .bind("now", clock.instant())
                        .execute());
    }

    void answer(Handle handle, ReleaseId id, Signed release, Map<String, byte[]> keyFiles) {
        once(
                handle.createUpdate(
                                """
                                UPDATE release_request
                                SET state = 'answered', document = :document, signature = :signature,
                                    key_files = :keyFiles, answered = :now
                                WHERE tenant = current_tenant() AND id = :id AND state = 'asked'
                                """)
                        .bind("id", id)
                        .bind("document", release.document())
                        .bind("signature", release.signature())
                        .bind("keyFiles", Json.canonical(keyFiles))
                        .bind("now", clock.instant())
                        .execute());
    }

    void refuse(Handle handle, ReleaseId id, ProblemException problem) {
        once(
                handle.createUpdate(
                                """
                                UPDATE release_request
                                SET state = 'refused', problem = :problem, detail = :detail, answered = :now
                                WHERE tenant = current_tenant() AND id = :id AND state = 'asked'
                                """)
                        .bind("id", id)
                        .bind("problem", problem.type().name())
                        .bind("detail", problem.detail())
                        .bind("now", clock.instant())
                        .execute());
    }

    private static void once(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("the release request was dealt with by somebody else");
        }
    }

    private static StoredRelease stored(ResultSet row) throws SQLException {
        Digest keys = new Digest(row.getString("keys_digest"));
        return switch (row.getString("state")) {
            case "answered" ->
                    new StoredRelease.Answered(
                            keys,
                            new Signed(row.getBytes("document"), row.getBytes("signature")),
                            keyFiles(row.getBytes("key_files")));
            case "refused" ->
                    new StoredRelease.Refused(
                            keys,
                            ProblemType.valueOf(row.getString("problem")),
                            row.getString("detail"));
            default -> new StoredRelease.Waiting(keys);
        };
    }

    private static Map<String, byte[]> keyFiles(byte[] canonical) {
        try {
            return Json.mapper().readValue(canonical, KEY_FILES);
        } catch (IOException e) {
            throw new IllegalStateException("the stored key files are not JSON", e);
        }
    }
}
