package eu.sluis.gateway.tenants;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.api.MemberRoles;
import eu.sluis.contract.api.MemberView;
import eu.sluis.contract.api.Page;
import eu.sluis.gateway.access.AccessConfig;
import eu.sluis.gateway.access.Roles;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.Problems;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The members of a tenant: our rows, without which a token is worth nothing. */
@ApplicationScoped
class Members {

    private static final String SELECT =
            """
            SELECT subject, name, roles, created,
                   ARRAY(SELECT project FROM project_member p
                         WHERE p.issuer = m.issuer AND p.subject = m.subject ORDER BY project) AS projects
            FROM member m
            """;

    private final AccessConfig access;
    private final Audit audit;

    Members(AccessConfig access, Audit audit) {
        this.access = access;
        this.audit = audit;
    }

    private record Row(MemberView view, Instant created) {

        static Row of(ResultSet row, StatementContext context) throws SQLException {
            Set<Role> roles =
                    Stream.of((String[]) row.getArray("roles").getArray())
                            .map(Roles::parse)
                            .collect(Collectors.toUnmodifiableSet());
            List<ProjectId> projects =
                    Stream.of((UUID[]) row.getArray("projects").getArray())
                            .map(ProjectId::new)
                            .toList();
            return new Row(
                    new MemberView(
                            row.getString("subject"), row.getString("name"), roles, projects),
                    row.getObject("created", OffsetDateTime.class).toInstant());
        }

        Cursor cursor() {
            return new Cursor(created, view.subject());
        }
    }

    Page<MemberView> all(Handle handle, Cursor after, Limit limit) {
        List<Row> rows =
                handle.createQuery(
                                SELECT
                                        + """
                                        WHERE issuer = :issuer AND (created, subject) > (:created, :subject)
                                        ORDER BY created, subject LIMIT :rows
                                        """)
                        .bind("issuer", access.issuer())
                        .bind("created", after.created())
                        .bind("subject", after.id())
                        .bind("rows", limit.rows() + 1)
                        .map(Row::of)
                        .list();
        return Cursor.page(rows, limit, Row::cursor, Row::view);
    }

    /**
     * Replaces a member's roles and projects.
     *
     * @throws ProblemException not-found if the tenant lacks the member or one of the projects
     */
    MemberView set(Handle handle, TenantScope scope, String subject, MemberRoles wanted) {
        boolean known =
                1
                        == handle.createUpdate(
                                        """
                                        UPDATE member SET roles = :roles
                                        WHERE issuer = :issuer AND subject = :subject
                                        """)
                                .bind("roles", names(wanted.roles()))
                                .bind("issuer", access.issuer())
                                .bind("subject", subject)
                                .execute();
        if (!known) {
            throw Problems.absent();
        }
        leaveProjects(handle, subject);
        Set.copyOf(wanted.projects()).forEach(project -> join(handle, subject, project));
        audit.append(
                handle,
                scope,
                "member.changed",
                Map.of(
                        "subject",
                        subject,
                        "roles",
                        wanted.roles().stream().map(Roles::of).sorted().toList(),
                        "projects",
                        wanted.projects().stream().map(ProjectId::toString).sorted().toList()));
        return find(handle, subject);
    }

    /**
     * Adds a member that the issuer has made; nothing happens if it is one with these roles.
     *
     * @throws ProblemException conflict if it is one with other roles
     */
    void add(Handle handle, TenantScope scope, String subject, String name, Set<Role> roles) {
        boolean added =
                1
                        == handle.createUpdate(
                                        """
                                        INSERT INTO member (tenant, issuer, subject, name, roles)
                                        VALUES (current_tenant(), :issuer, :subject, :name, :roles)
                                        ON CONFLICT DO NOTHING
                                        """)
                                .bind("issuer", access.issuer())
                                .bind("subject", subject)
                                .bind("name", name)
                                .bind("roles", names(roles))
                                .execute();
        if (!added) {
            requireRoles(handle, subject, roles);
            return;
        }
        audit.append(
                handle,
                scope,
                "member.created",
                Map.of(
                        "subject",
                        subject,
                        "roles",
                        roles.stream().map(Roles::of).sorted().toList()));
    }

    private void requireRoles(Handle handle, String subject, Set<Role> roles) {
        boolean same = look(handle, subject).filter(m -> m.roles().equals(roles)).isPresent();
        if (!same) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "this login is a member already, with other roles: a tenant-admin sets them");
        }
    }

    private MemberView find(Handle handle, String subject) {
        return look(handle, subject).orElseThrow(Problems::absent);
    }

    private Optional<MemberView> look(Handle handle, String subject) {
        return handle.createQuery(SELECT + "WHERE issuer = :issuer AND subject = :subject")
                .bind("issuer", access.issuer())
                .bind("subject", subject)
                .map(Row::of)
                .findOne()
                .map(Row::view);
    }

    private void leaveProjects(Handle handle, String subject) {
        handle.createUpdate(
                        """
                        DELETE FROM project_member WHERE issuer = :issuer AND subject = :subject
                        """)
                .bind("issuer", access.issuer())
                .bind("subject", subject)
                .execute();
    }

    private void join(Handle handle, String subject, ProjectId project) {
        int joined =
                handle.createUpdate(
                                """
                                INSERT INTO project_member (tenant, project, issuer, subject)
                                SELECT tenant, id, :issuer, :subject FROM project WHERE id = :project
                                """)
                        .bind("issuer", access.issuer())
                        .bind("subject", subject)
                        .bind("project", project)
                        .execute();
        if (joined != 1) {
            throw Problems.absent();
        }
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Roles::of).sorted().toArray(String[]::new);
    }
}
