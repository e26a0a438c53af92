package eu.sluis.gateway.datasets;

import eu.sluis.contract.Digest;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table {@code object}: reserved, then stored or gone. */
@ApplicationScoped
class ObjectStore {

    /**
     * Counts {@code bytes} as used by the tenant; false if they would exceed {@code most}. Nobody
     * else of the tenant counts until the transaction ends.
     */
    boolean use(Handle handle, long bytes, long most) {
        return handle.createUpdate(
                                """
                                INSERT INTO store_usage AS usage (tenant, bytes)
                                SELECT current_tenant(), :bytes WHERE :bytes <= :most
                                ON CONFLICT (tenant) DO UPDATE SET bytes = usage.bytes + :bytes
                                WHERE usage.bytes + :bytes <= :most
                                """)
                        .bind("bytes", bytes)
                        .bind("most", most)
                        .execute()
                == 1;
    }

    Optional<ObjectRow> find(Handle handle, VersionId version, ObjectId id) {
        return find(handle, version, id, "");
    }

    /** As {@link #find}; nobody else changes the row until the transaction ends. */
    Optional<ObjectRow> lock(Handle handle, VersionId version, ObjectId id) {
        return find(handle, version, id, " FOR UPDATE");
    }

    private static Optional<ObjectRow> find(
            Handle handle, VersionId version, ObjectId id, String lock) {
        return handle.createQuery(
                        """
                        SELECT * FROM object
                        WHERE tenant = current_tenant() AND version = :version AND id = :id
                        """
                                + lock)
                .bind("version", version)
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** Reserves room; false if there is a row of this name. */
    boolean reserve(Handle handle, ObjectRow row) {
        return handle.createUpdate(
                                """
                                INSERT INTO object (tenant, version, id, bytes, digest, state, created)
                                VALUES (current_tenant(), :version, :id, :bytes, :digest, 'reserved', :created)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("version", row.version())
                        .bind("id", row.id())
                        .bind("bytes", row.bytes())
                        .bind("digest", row.digest())
                        .bind("created", row.created())
                        .execute()
                == 1;
    }

    /** Marks reserved bytes as stored; false if they were not reserved. */
    boolean stored(Handle handle, ObjectRow row) {
        return handle.createUpdate(
                                """
                                UPDATE object SET state = 'stored'
                                WHERE tenant = current_tenant() AND version = :version AND id = :id
                                  AND digest = :digest AND bytes = :bytes AND state = 'reserved'
                                """)
                        .bind("version", row.version())
                        .bind("id", row.id())
                        .bind("digest", row.digest())
                        .bind("bytes", row.bytes())
                        .execute()
                == 1;
    }

    /** Gives reserved room back, if it is still reserved. */
    void release(Handle handle, ObjectRow row) {
        int rows =
                handle.createUpdate(
                                """
                                DELETE FROM object
                                WHERE tenant = current_tenant() AND version = :version AND id = :id
                                  AND digest = :digest AND state = 'reserved'
                                """)
                        .bind("version", row.version())
                        .bind("id", row.id())
                        .bind("digest", row.digest())
                        .execute();
        if (rows == 1) {
            handle.createUpdate(
                            """
                            UPDATE store_usage SET bytes = bytes - :bytes
                            WHERE tenant = current_tenant()
                            """)
                    .bind("bytes", row.bytes())
                    .execute();
        }
    }

    /** Reservations older than this, locked; those that somebody works on are passed over. */
    List<ObjectRow> lockExpired(Handle handle, Instant before) {
        return handle.createQuery(
                        """
                        SELECT * FROM object
                        WHERE tenant = current_tenant() AND state = 'reserved' AND created < :before
                        FOR UPDATE SKIP LOCKED
                        """)
                .bind("before", before)
                .map((row, context) -> row(row))
                .list();
    }

    List<ObjectRow> page(Handle handle, VersionId version, Cursor cursor, Limit limit) {
        return handle.createQuery(
                        """
                        SELECT * FROM object
                        WHERE tenant = current_tenant() AND version = :version AND state = 'stored'
                          AND (created, id) > (:created, :after)
                        ORDER BY created, id LIMIT :limit
                        """)
                .bind("version", version)
                .bind("created", cursor.created())
                .bind("after", cursor.uuid())
                .bind("limit", limit.rows() + 1)
                .map((row, context) -> row(row))
                .list();
    }

    private static ObjectRow row(ResultSet row) throws SQLException {
        return new ObjectRow(
                new VersionId(row.getObject("version", UUID.class)),
                new ObjectId(row.getObject("id", UUID.class)),
                row.getLong("bytes"),
                new Digest(row.getString("digest")),
                row.getString("state").equals("stored"),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }
}
