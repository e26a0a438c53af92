package eu.sluis.gateway.datasets;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Signed;
import eu.sluis.gateway.custody.WrappedIdentity;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The table {@code dataset}: written once, never changed. */
@ApplicationScoped
class DatasetStore {

    /** Adds a row; false if the project has one of this kind and name. */
    boolean insert(Handle handle, DatasetRow row) {
        return handle.createUpdate(
                                """
                                INSERT INTO dataset (tenant, id, project, kind, name, label, recipient, recipient_signature, identity, epoch, created)
                                VALUES (current_tenant(), :id, :project, :kind, :name, :label, :recipient, :signature, :identity, :epoch, :created)
                                ON CONFLICT (tenant, project, kind, name) DO NOTHING
                                """)
                        .bind("id", row.identity().dataset())
                        .bind("project", row.project())
                        .bind("kind", row.kind().word())
                        .bind("name", row.name())
                        .bind("label", row.identity().label())
                        .bind("recipient", row.recipient().document())
                        .bind("signature", row.recipient().signature())
                        .bind("identity", row.identity().wrapped())
                        .bind("epoch", row.identity().epoch())
                        .bind("created", row.created())
                        .execute()
                == 1;
    }

    Optional<DatasetRow> find(Handle handle, DatasetId id) {
        return handle.createQuery(
                        "SELECT * FROM dataset WHERE tenant = current_tenant() AND id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** Those of these projects that come after the cursor. */
    List<DatasetRow> page(
            Handle handle, Collection<ProjectId> projects, Cursor cursor, Limit limit) {
        return handle.createQuery(
                        """
                        SELECT * FROM dataset
                        WHERE tenant = current_tenant() AND project = ANY(:projects)
                          AND (created, id) > (:created, :after)
                        ORDER BY created, id LIMIT :limit
                        """)
                .bind("projects", projects.stream().map(ProjectId::value).toArray(UUID[]::new))
                .bind("created", cursor.created())
                .bind("after", cursor.uuid())
                .bind("limit", limit.rows() + 1)
                .map((row, context) -> row(row))
                .list();
    }

    /** As {@link #page(Handle, Collection, Cursor, Limit)}, of all projects. */
    List<DatasetRow> page(Handle handle, Cursor cursor, Limit limit) {
        return handle.createQuery(
                        """
                        SELECT * FROM dataset
                        WHERE tenant = current_tenant() AND (created, id) > (:created, :after)
                        ORDER BY created, id LIMIT :limit
                        """)
                .bind("created", cursor.created())
                .bind("after", cursor.uuid())
                .bind("limit", limit.rows() + 1)
                .map((row, context) -> row(row))
                .list();
    }

    private static DatasetRow row(ResultSet row) throws SQLException {
        return new DatasetRow(
                new ProjectId(row.getObject("project", UUID.class)),
                DatasetKind.of(row.getString("kind")),
                row.getString("name"),
                new Signed(row.getBytes("recipient"), row.getBytes("recipient_signature")),
                new WrappedIdentity(
                        new DatasetId(row.getObject("id", UUID.class)),
                        row.getBytes("label"),
                        row.getInt("epoch"),
                        row.getBytes("identity")),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }
}
