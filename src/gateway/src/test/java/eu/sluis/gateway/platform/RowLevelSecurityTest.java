package eu.sluis.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestTenant;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The wall between tenants in the database, read from the catalog and leant against. */
@QuarkusTest
@NullUnmarked // its fields are injected
class RowLevelSecurityTest {

    /**
     * Belongs to nobody: sites' public words, the keystore's name, who moves a site, and Flyway's
     * own history.
     */
    private static final String NOT_OF_TENANTS =
            "('site_statement', 'keystore_bond', 'site_lease', 'flyway_schema_history')";

    @Inject AgroalDataSource app;
    @Inject Database database;

    @Test
    void everyTableForcesRowSecurity() {
        var open =
                Sql.column(
                        """
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                          AND NOT (relrowsecurity AND relforcerowsecurity) AND relname NOT IN
                        """
                                + NOT_OF_TENANTS);

        assertThat(open).isEmpty();
        assertThat(Sql.column("SELECT relname FROM pg_class WHERE relrowsecurity"))
                .hasSizeGreaterThan(15);
    }

    @Test
    void everyPolicyAsksForTheCurrentTenantOrOnlyReadsForTheWorker() {
        var loose =
                Sql.column(
                        """
                        SELECT tablename || '.' || policyname FROM pg_policies
                        WHERE NOT (roles = '{sluis_app}' AND qual LIKE '%= current_tenant())'
                                   AND with_check LIKE '%= current_tenant())')
                          AND NOT (roles = '{sluis_worker}' AND cmd = 'SELECT')
                        """);

        assertThat(loose).isEmpty();
    }

    @Test
    void noRoleOfTheGatewayCanStepOverTheWall() {
        var mighty =
                Sql.column(
                        """
                        SELECT rolname FROM pg_roles
                        WHERE rolname LIKE 'sluis%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)
                        """);
        var owning =
                Sql.column(
                        """
                        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
                          AND pg_get_userbyid(relowner) IN ('sluis_app', 'sluis_worker')
                        """);
        var memberships =
                Sql.column(
                        "SELECT member FROM pg_auth_members WHERE pg_get_userbyid(member) LIKE 'sluis%'");

        assertThat(mighty).isEmpty();
        assertThat(owning).isEmpty();
        assertThat(memberships).isEmpty();
    }

    @Test
    void nothingRunsWithItsOwnersRights() {
        assertThat(
                        Sql.column(
                                """
                                SELECT proname FROM pg_proc
                                WHERE prosecdef AND pronamespace = 'public'::regnamespace
                                """))
                .isEmpty();
        assertThat(Sql.column("SELECT viewname FROM pg_views WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void theWorkerReadsNoDataOfTenants() {
        var readable =
                Sql.column(
                        """
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                          AND has_any_column_privilege('sluis_worker', oid, 'SELECT')
                        """);

        assertThat(readable)
                .map(Object::toString)
                .isSubsetOf(
                        "tenant",
                        "site_statement",
                        "keystore_bond",
                        "site_lease",
                        "job",
                        "job_wait",
                        "attempt",
                        "release_request");
    }

    @Test
    void withoutATenantEveryQueryIsRefused() throws SQLException {
        for (String setting : new String[] {null, ""}) {
            try (var connection = app.getConnection();
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                if (setting != null) {
                    statement.execute("SELECT set_config('sluis.tenant', '" + setting + "', true)");
                }
                assertThatThrownBy(() -> statement.executeQuery("SELECT 1 FROM current_tenant()"))
                        .hasMessageContaining("no tenant is set");
                connection.rollback();
                TestTenant.make().member();
                assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM member"))
                        .hasMessageContaining("no tenant is set");
                connection.rollback();
            }
        }
    }

    @Test
    void aRowOfAnotherTenantCanBeNeitherSeenNorMade() {
        var own = TestTenant.make();
        var other = TestTenant.make();
        other.member();

        long seen =
                database.inTenant(
                        own.scope(),
                        handle ->
                                handle.createQuery("SELECT count(*) FROM member")
                                        .mapTo(Long.class)
                                        .one());

        assertThat(seen).isZero();
        assertThatThrownBy(() ->
                        database.inTenant(
                                own.scope(),
                                handle ->
                                        handle.execute(
                                                "INSERT INTO project (tenant, id, name) VALUES (?, ?, 'x')",
                                                other.id().value(),
                                                UUID.randomUUID())))
                .hasMessageContaining("row-level security");
    }
}
