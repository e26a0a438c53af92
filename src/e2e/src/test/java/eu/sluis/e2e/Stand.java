package eu.sluis.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The environment that deploy/stack started; its env.sh names all of it. */
public final class Stand {

    public static final Path CHECKOUT = checkout();

    private Stand() {}

    /** A variable of env.sh. */
    public static String of(String name) {
        return Objects.requireNonNull(
                System.getenv(name),
                name
                        + " is not set: start deploy/stack and source its env.sh, as deploy/test does");
    }

    public static Path directory() {
        return Path.of(of("SLUIS_DIR"));
    }

    static boolean slurm() {
        return of("SLUIS_CLUSTER").equals("slurm");
    }

    /** The secret that the file named by variable {@code name} holds. */
    public static String secret(String name) throws IOException {
        return Files.readString(Path.of(of(name))).strip();
    }

    /** The process of a part, as deploy/lib.sh wrote it down; it may have ended. */
    static Optional<ProcessHandle> process(String part) {
        try {
            String pid = Files.readString(directory().resolve("run").resolve(part + ".pid"));
            return ProcessHandle.of(Long.parseLong(pid.split(" ")[0]));
        } catch (IOException e) {
            throw new IllegalStateException(part + " was not started by this stand", e);
        }
    }

    /** SIGKILL to the gateway, if it runs, and waits until it is gone. */
    static void killGateway() {
        process("gateway")
                .ifPresent(gateway -> {
                    gateway.destroyForcibly();
                    gateway.onExit().join();
                });
    }

    /** Starts the gateway alone, if it does not run. */
    static void startGateway(Map<String, String> variables) {
        run(variables, "deploy/stack", "gateway", directory().toString()).ok();
    }

    /** The gateway's database as its superuser, to whom no row is hidden. */
    static Connection database() throws SQLException, IOException {
        return DriverManager.getConnection(
                of("SLUIS_DATABASE_URL"),
                "postgres",
                secret("SLUIS_DATABASE_SUPERUSER_PASSWORD_FILE"));
    }

    /** The first column of the only row that {@code query} yields. */
    static String row(String query, Object... values) {
        try (Connection connection = database();
                var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static Path checkout() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("mvnw"))) {
            here = Objects.requireNonNull(here.getParent(), "run inside a checkout");
        }
        return here;
    }

    /** Runs a program to its end, with the given variables added. */
    public static Outcome run(Map<String, String> variables, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(CHECKOUT.toFile());
            builder.environment().putAll(variables);
            Path output = Files.createTempFile("sluis-e2e-", ".out");
            Path errors = Files.createTempFile("sluis-e2e-", ".err");
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
            int exit = builder.start().waitFor();
            Outcome outcome = new Outcome(exit, Files.readString(output), Files.readString(errors));
            Files.delete(output);
            Files.delete(errors);
            return outcome;
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + Arrays.toString(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How a program ended and what it said. */
    public record Outcome(int exit, String output, String errors) {

        /** What it printed, provided that it ended well. */
        public String ok() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + "\n" + output + errors);
            }
            return output;
        }
    }

    /** Speaks HTTP/1.1 to what is served under the environment's CA, and to nothing else. */
    public static HttpClient client() {
        try (InputStream pem = Files.newInputStream(Path.of(of("SLUIS_CA")))) {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            anchors.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(anchors);
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(null, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(tls)
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
