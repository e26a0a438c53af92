package eu.sluis.gateway.kit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** A real PostgreSQL with the three roles that a deployment makes, and a keystore to go with it. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String PASSWORD = "test";

    private EmbeddedPostgres postgres;
    private Path keystore;

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.builder().start();
            keystore = Files.createTempDirectory("sluis-test-keystore");
            makeRoles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the roles", e);
        }
        String url = postgres.getJdbcUrl("sluis_owner", "sluis").replaceAll("\\?.*", "");
        return Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.password", PASSWORD,
                "quarkus.datasource.worker.jdbc.url", url,
                "quarkus.datasource.worker.password", PASSWORD,
                "quarkus.flyway.jdbc-url", url,
                "quarkus.flyway.password", PASSWORD,
                "sluis.custody.keystore", keystore.resolve("keystore.json").toString(),
                "sluis.test.superuser-url", postgres.getJdbcUrl("postgres", "sluis"));
    }

    private void makeRoles() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String role : new String[] {"sluis_owner", "sluis_app", "sluis_worker"}) {
                statement.execute(
                        "CREATE ROLE %s LOGIN PASSWORD '%s' NOSUPERUSER NOBYPASSRLS"
                                .formatted(role, PASSWORD));
            }
            statement.execute("CREATE DATABASE sluis OWNER sluis_owner");
        }
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) {
                postgres.close();
                try (var files = Files.list(keystore)) {
                    files.forEach(file -> file.toFile().delete());
                }
                Files.delete(keystore);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
