import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Makes the databases and login roles of one environment; a second run changes nothing but the passwords.
 *
 * <p>{@code java -cp LIB/* Roles.java jdbc:postgresql://HOST:PORT/postgres SECRETS-DIRECTORY}. Passwords are read from
 * {@code SECRETS/database-ROLE}. {@code sluis_owner} owns the database and migrates it; {@code sluis_app} and {@code
 * sluis_worker} own nothing and cannot bypass row-level security.
 */
final class Roles {

    public static void main(String[] args) throws Exception {
        Path secrets = Path.of(args[1]);
        try (Connection connection = DriverManager.getConnection(args[0], "postgres", password(secrets, "postgres"));
                Statement sql = connection.createStatement()) {
            for (String role : new String[] {"sluis_owner", "sluis_app", "sluis_worker", "keycloak"}) {
                role(sql, role, password(secrets, role));
            }
            database(sql, "sluis", "sluis_owner");
            sql.execute("GRANT CONNECT ON DATABASE sluis TO sluis_app, sluis_worker");
            database(sql, "keycloak", "keycloak");
        }
    }

    private static String password(Path secrets, String role) throws Exception {
        String password = Files.readString(secrets.resolve("database-" + role)).strip();
        if (!password.matches("[A-Za-z0-9_-]{24,}")) {
            throw new IllegalArgumentException("database-" + role + " must hold 24 or more base64url characters");
        }
        return password;
    }

    private static void role(Statement sql, String role, String password) throws SQLException {
        if (absent(sql, "SELECT FROM pg_roles WHERE rolname = '" + role + "'")) {
            sql.execute("CREATE ROLE " + role);
        }
        sql.execute(
                "ALTER ROLE " + role + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
                        + " PASSWORD '" + password + "'");
    }

    private static void database(Statement sql, String database, String owner) throws SQLException {
        if (absent(sql, "SELECT FROM pg_database WHERE datname = '" + database + "'")) {
            sql.execute("CREATE DATABASE " + database + " OWNER " + owner);
        }
        sql.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
    }

    private static boolean absent(Statement sql, String query) throws SQLException {
        try (var rows = sql.executeQuery(query)) {
            return !rows.next();
        }
    }
}
