package eu.sluis.gateway.datasets;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.VersionView;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code version}: open, then closed or partial, once. */
@ApplicationScoped
class VersionStore {

    private static final String SELECT =
            """
            SELECT v.*, (SELECT coalesce(sum(o.bytes), 0) FROM object o
                         WHERE o.tenant = v.tenant AND o.version = v.id AND o.state = 'stored') AS sealed_bytes
            FROM version v
            """;

    private final Clock clock;

    VersionStore(Clock clock) {
        this.clock = clock;
    }

    /** The number of the dataset's next version; nobody else gets it until the transaction ends. */
    long nextNumber(Handle handle, DatasetId dataset) {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))::text")
                .bind("name", "versions of " + dataset)
                .mapTo(String.class)
                .one();
        return handle.createQuery(
                        """
                        SELECT coalesce(max(number), 0) + 1 FROM version
                        WHERE tenant = current_tenant() AND dataset = :dataset
                        """)
                .bind("dataset", dataset)
                .mapTo(Long.class)
                .one();
    }

    /** Adds an open version; false if the id is taken. */
    boolean insert(Handle handle, VersionRow row) {
        Signed authority = row.authority();
        return handle.createUpdate(
                                """
                                INSERT INTO version (tenant, id, dataset, number, state, attempt, job, authority,
                                                     authority_signature, key_file, created)
                                VALUES (current_tenant(), :id, :dataset, :number, 'open', :attempt,
                                        (SELECT job FROM attempt WHERE id = :attempt), :authority,
                                        :authoritySignature, :keyFile, :created)
                                ON CONFLICT (tenant, id) DO NOTHING
                                """)
                        .bind("id", row.id())
                        .bind("dataset", row.dataset())
                        .bind("number", row.number())
                        .bind("attempt", uuid(row.attempt()))
                        .bind("authority", authority == null ? null : authority.document())
                        .bind(
                                "authoritySignature",
                                authority == null ? null : authority.signature())
                        .bind("keyFile", row.keyFile())
                        .bind("created", row.created())
                        .execute()
                == 1;
    }

    Optional<VersionRow> find(Handle handle, VersionId id) {
        return handle.createQuery(SELECT + "WHERE v.tenant = current_tenant() AND v.id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    Optional<VersionRow> ofAttempt(Handle handle, AttemptId attempt) {
        return handle.createQuery(
                        SELECT + "WHERE v.tenant = current_tenant() AND v.attempt = :attempt")
                .bind("attempt", attempt)
                .map((row, context) -> row(row))
                .findOne();
    }

    /**
     * Whether the version is open, and stays so until the transaction ends. Waits for whoever is
     * closing it.
     */
    boolean holdOpen(Handle handle, VersionId id) {
        return handle.createQuery(
                        """
                        SELECT state FROM version
                        WHERE tenant = current_tenant() AND id = :id FOR SHARE
                        """)
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .filter("open"::equals)
                .isPresent();
    }

    /** Closes an open version; false if it was not open. Waits for objects that are entering. */
    boolean close(Handle handle, VersionId id, VersionRow.Closing closing) {
        Signed authority = closing.authority();
        return handle.createUpdate(
                                """
                                UPDATE version
                                SET state = :state, record = :record, record_signature = :signature, author = :author,
                                    authority = :authority, authority_signature = :authoritySignature, closed = :now
                                WHERE tenant = current_tenant() AND id = :id AND state = 'open'
                                """)
                        .bind("id", id)
                        .bind("state", closing.state())
                        .bind("record", closing.record().document())
                        .bind("signature", closing.record().signature())
                        .bind("author", closing.author())
                        .bind("authority", authority == null ? null : authority.document())
                        .bind(
                                "authoritySignature",
                                authority == null ? null : authority.signature())
                        .bind("now", clock.instant())
                        .execute()
                == 1;
    }

    List<VersionRow> page(Handle handle, DatasetId dataset, Cursor cursor, Limit limit) {
        return handle.createQuery(
                        SELECT
                                + """
                                WHERE v.tenant = current_tenant() AND v.dataset = :dataset
                                  AND (v.created, v.id) > (:created, :after)
                                ORDER BY v.created, v.id LIMIT :limit
                                """)
                .bind("dataset", dataset)
                .bind("created", cursor.created())
                .bind("after", cursor.uuid())
                .bind("limit", limit.rows() + 1)
                .map((row, context) -> row(row))
                .list();
    }

    List<Long> sealedBytes(Handle handle, VersionId id) {
        return handle.createQuery(
                        """
                        SELECT bytes FROM object
                        WHERE tenant = current_tenant() AND version = :id AND state = 'stored'
                        """)
                .bind("id", id)
                .mapTo(Long.class)
                .list();
    }

    /** The newest closed version of each of these datasets that has one. */
    Map<DatasetId, VersionView> latest(Handle handle, Collection<DatasetId> datasets) {
        Map<DatasetId, VersionView> latest = new HashMap<>();
        handle.createQuery(
                        SELECT
                                + """
                                JOIN (SELECT dataset, max(number) AS number FROM version
                                      WHERE tenant = current_tenant() AND state <> 'open' AND dataset = ANY(:datasets)
                                      GROUP BY dataset) newest
                                  ON newest.dataset = v.dataset AND newest.number = v.number
                                WHERE v.tenant = current_tenant()
                                """)
                .bind("datasets", datasets.stream().map(DatasetId::value).toArray(UUID[]::new))
                .map((row, context) -> row(row))
                .forEach(row -> latest.put(row.dataset(), row.view()));
        return latest;
    }

    private static @Nullable UUID uuid(@Nullable AttemptId attempt) {
        return attempt == null ? null : attempt.value();
    }

    private static VersionRow row(ResultSet row) throws SQLException {
        UUID attempt = row.getObject("attempt", UUID.class);
        return new VersionRow(
                new VersionId(row.getObject("id", UUID.class)),
                new DatasetId(row.getObject("dataset", UUID.class)),
                row.getLong("number"),
                attempt == null ? null : new AttemptId(attempt),
                authority(row),
                row.getBytes("key_file"),
                row.getString("state").equals("open") ? null : closing(row),
                row.getLong("sealed_bytes"),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Signed authority(ResultSet row) throws SQLException {
        byte[] authority = row.getBytes("authority");
        return authority == null
                ? null
                : new Signed(authority, row.getBytes("authority_signature"));
    }

    private static VersionRow.Closing closing(ResultSet row) throws SQLException {
        return new VersionRow.Closing(
                row.getString("state"),
                new Signed(row.getBytes("record"), row.getBytes("record_signature")),
                new PublicKey(row.getString("author")),
                authority(row));
    }
}
