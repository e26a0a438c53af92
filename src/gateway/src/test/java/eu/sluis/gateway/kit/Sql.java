package eu.sluis.gateway.kit;

import eu.sluis.contract.TenantId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** SQL as the superuser, past every wall: for fixtures, and for playing the evil operator. */
public final class Sql {

    private Sql() {}

    public static int execute(String sql, Object... arguments) {
        try (Connection connection = superuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of each row. */
    public static List<Object> column(String sql, Object... arguments) {
        try (Connection connection = superuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            var values = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getObject(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code work} while no leaf of the tenant can be written: a trigger raises. */
    public static void withoutAudit(TenantId tenant, Runnable work) {
        execute(
                """
                CREATE FUNCTION no_leaf() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'; END $$
                """);
        execute(
                "CREATE TRIGGER no_leaf BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.tenant = '%s') EXECUTE FUNCTION no_leaf()"
                        .formatted(tenant));
        try {
            work.run();
        } finally {
            execute("DROP FUNCTION no_leaf CASCADE");
        }
    }

    private static Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                ConfigProvider.getConfig().getValue("sluis.test.superuser-url", String.class));
    }
}
