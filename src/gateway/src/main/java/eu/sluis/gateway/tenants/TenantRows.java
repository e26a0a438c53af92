package eu.sluis.gateway.tenants;

import eu.sluis.contract.TenantId;
import eu.sluis.gateway.access.AccessConfig;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Database;
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
import org.jdbi.v3.core.statement.StatementContext;

/** The table of tenants, as the operator sees it. */
@ApplicationScoped
class TenantRows {

    private static final String SELECT =
            "SELECT id, name, organization, alias, enrolment, created FROM tenant ";

    private final Database database;
    private final AccessConfig access;

    TenantRows(Database database, AccessConfig access) {
        this.database = database;
        this.access = access;
    }

    record Row(
            TenantId id,
            String name,
            String organization,
            String alias,
            byte[] enrolment,
            Instant created) {

        private static Row of(ResultSet row, StatementContext context) throws SQLException {
            return new Row(
                    new TenantId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    row.getString("organization"),
                    row.getString("alias"),
                    row.getBytes("enrolment"),
                    row.getObject("created", OffsetDateTime.class).toInstant());
        }

        Cursor cursor() {
            return new Cursor(created, id.toString());
        }
    }

    Optional<Row> withId(TenantId id) {
        return database.acrossTenants(
                CrossTenant.OPERATOR,
                handle ->
                        handle.createQuery(SELECT + "WHERE id = :id")
                                .bind("id", id)
                                .map(Row::of)
                                .findOne());
    }

    /** Whether a tenant has this name, or an organization of this id. */
    boolean taken(String name, String organization) {
        return database.acrossTenants(
                CrossTenant.OPERATOR,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT count(*) > 0 FROM tenant
                                        WHERE name = :name OR organization = :organization
                                        """)
                                .bind("name", name)
                                .bind("organization", organization)
                                .mapTo(Boolean.class)
                                .one());
    }

    List<Row> after(Cursor cursor, Limit limit) {
        return database.acrossTenants(
                CrossTenant.OPERATOR,
                handle ->
                        handle.createQuery(
                                        SELECT
                                                + """
                                                WHERE (created, id) > (:created, :id)
                                                ORDER BY created, id LIMIT :rows
                                                """)
                                .bind("created", cursor.created())
                                .bind("id", cursor.uuid())
                                .bind("rows", limit.rows() + 1)
                                .map(Row::of)
                                .list());
    }

    /**
     * Inserts within the scope of the very tenant, which row-level security demands.
     *
     * @return when, or nothing if another tenant has the name or the organization
     */
    Optional<Instant> insert(
            Handle handle, TenantId id, String name, Realm.Organization organization, byte[] doc) {
        return handle.createQuery(
                        """
                        INSERT INTO tenant (id, name, issuer, organization, alias, enrolment)
                        VALUES (:id, :name, :issuer, :organization, :alias, :enrolment)
                        ON CONFLICT DO NOTHING RETURNING created
                        """)
                .bind("id", id)
                .bind("name", name)
                .bind("issuer", access.issuer())
                .bind("organization", organization.id())
                .bind("alias", organization.alias())
                .bind("enrolment", doc)
                .mapTo(Instant.class)
                .findOne();
    }
}
