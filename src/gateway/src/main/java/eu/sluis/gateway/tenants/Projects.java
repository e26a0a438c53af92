package eu.sluis.gateway.tenants;

import eu.sluis.contract.Label;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.api.NewProject;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.ProjectView;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The projects of a tenant. */
@ApplicationScoped
public class Projects {

    private final Policies policies;
    private final Audit audit;

    Projects(Policies policies, Audit audit) {
        this.policies = policies;
        this.audit = audit;
    }

    private record Row(UUID id, String name, Instant created) {

        static Row of(ResultSet row, StatementContext context) throws SQLException {
            return new Row(
                    row.getObject("id", UUID.class),
                    row.getString("name"),
                    row.getObject("created", OffsetDateTime.class).toInstant());
        }

        Cursor cursor() {
            return new Cursor(created, id.toString());
        }
    }

    /**
     * The project.
     *
     * @throws ProblemException not-found if the tenant has none of this id
     */
    public ProjectView get(Handle handle, TenantScope scope, ProjectId project) {
        return among(handle, scope, List.of(project)).stream()
                .findFirst()
                .orElseThrow(Problems::absent);
    }

    /** Those of the tenant's projects that are in {@code ids}, by name. */
    List<ProjectView> among(Handle handle, TenantScope scope, Collection<ProjectId> ids) {
        List<Row> rows =
                handle.createQuery(
                                """
                                SELECT id, name, created FROM project
                                WHERE id = ANY (:ids) ORDER BY name COLLATE "C", id
                                """)
                        .bind("ids", uuids(ids))
                        .map(Row::of)
                        .list();
        var view = views(handle, scope, rows);
        return rows.stream().map(view).toList();
    }

    private static UUID[] uuids(Collection<ProjectId> ids) {
        return ids.stream().map(ProjectId::value).toArray(UUID[]::new);
    }

    /** Every project of the tenant. */
    Page<ProjectView> all(Handle handle, TenantScope scope, Cursor after, Limit limit) {
        List<Row> rows =
                handle.createQuery(
                                """
                                SELECT id, name, created FROM project
                                WHERE (created, id) > (:created, :id)
                                ORDER BY created, id LIMIT :rows
                                """)
                        .bind("created", after.created())
                        .bind("id", after.uuid())
                        .bind("rows", limit.rows() + 1)
                        .map(Row::of)
                        .list();
        return Cursor.page(rows, limit, Row::cursor, views(handle, scope, rows));
    }

    /** Those of the tenant's projects that are in {@code ids}. */
    Page<ProjectView> among(
            Handle handle,
            TenantScope scope,
            Collection<ProjectId> ids,
            Cursor after,
            Limit limit) {
        List<Row> rows =
                handle.createQuery(
                                """
                                SELECT id, name, created FROM project
                                WHERE (created, id) > (:created, :id) AND id = ANY (:ids)
                                ORDER BY created, id LIMIT :rows
                                """)
                        .bind("created", after.created())
                        .bind("id", after.uuid())
                        .bind("ids", uuids(ids))
                        .bind("rows", limit.rows() + 1)
                        .map(Row::of)
                        .list();
        return Cursor.page(rows, limit, Row::cursor, views(handle, scope, rows));
    }

    private static void join(Handle handle, ProjectId project, Actor.Member member) {
        handle.createUpdate(
                        """
                        INSERT INTO project_member (tenant, project, issuer, subject)
                        VALUES (current_tenant(), :project, :issuer, :subject)
                        """)
                .bind("project", project)
                .bind("issuer", member.issuer())
                .bind("subject", member.subject())
                .execute();
    }

    /**
     * Makes a project, whose first member is its maker, and signs its label.
     *
     * @throws ProblemException conflict if the tenant has a project of this name
     */
    ProjectView create(Handle handle, TenantScope scope, NewProject project) {
        ProjectId id = new ProjectId(UUID.randomUUID());
        boolean inserted =
                1
                        == handle.createUpdate(
                                        """
                                        INSERT INTO project (tenant, id, name)
                                        VALUES (current_tenant(), :id, :name)
                                        ON CONFLICT DO NOTHING
                                        """)
                                .bind("id", id)
                                .bind("name", project.name())
                                .execute();
        if (!inserted) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "there is a project of this name already");
        }
        if (scope.actor() instanceof Actor.Member maker) {
            join(handle, id, maker);
        }
        Label given = project.label();
        Label label = given == null ? policies.ofTenant(handle, scope) : given;
        policies.set(handle, scope, id.value(), label);
        audit.append(
                handle, scope, "project.created", Map.of("project", id, "label", label.digest()));
        return get(handle, scope, id);
    }

    private Function<Row, ProjectView> views(Handle handle, TenantScope scope, List<Row> rows) {
        var ids = rows.stream().map(row -> new ProjectId(row.id)).toList();
        Function<ProjectId, Label> labels = policies.ofProjects(handle, scope, ids);
        return row -> {
            ProjectId id = new ProjectId(row.id);
            return new ProjectView(id, row.name, labels.apply(id), row.created);
        };
    }
}
