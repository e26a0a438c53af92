package eu.sluis.e2e.soak;

import eu.sluis.e2e.Stand;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The database's rows about the soak's tenants, read as its superuser, past the gateway. */
final class Rows {

    private final UUID[] tenants;
    private volatile long terminal;

    Rows(Set<UUID> tenants) {
        this.tenants = tenants.toArray(UUID[]::new);
    }

    interface Read<T> {
        T row(ResultSet row) throws SQLException;
    }

    /** Each row of a query whose one parameter is the array of tenants. */
    <T> List<T> all(String query, Read<T> read) throws SQLException, IOException {
        try (Connection connection =
                        DriverManager.getConnection(
                                Stand.of("SLUIS_DATABASE_URL"),
                                "postgres",
                                Stand.secret("SLUIS_DATABASE_SUPERUSER_PASSWORD_FILE"));
                var statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("uuid", tenants));
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(read.row(row));
                }
            }
            return rows;
        }
    }

    /** How many jobs have ended, as of the last count. */
    long terminal() {
        return terminal;
    }

    /** Counts again; while the database is down the last count stands. */
    void count() {
        try {
            terminal =
                    all(
                                    "SELECT count(*) FROM job WHERE tenant = ANY (?) AND ended IS NOT NULL",
                                    row -> row.getLong(1))
                            .getFirst();
        } catch (SQLException | IOException e) {
            // being killed
        }
    }
}
