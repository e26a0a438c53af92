package eu.sluis.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class SessionTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path directory;

    private final RotatingIssuer issuer = new RotatingIssuer();
    private Home home;

    @BeforeEach
    void makeHome() {
        home = Home.at(directory.resolve("home"));
    }

    @Test
    void handsOutTheTokenWhileItLasts() {
        session()
                .begin(new Tokens("access-0", "refresh-0", NOW.plusSeconds(300)), Optional.empty());

        assertThat(session().accessToken()).isEqualTo("access-0");
        assertThat(issuer.renewals).isZero();
    }

    @Test
    void renewsOnceHoweverManyAskAtTheSameTime() throws Exception {
        session().begin(new Tokens("access-0", "refresh-0", NOW), Optional.empty());

        List<String> tokens = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(threads.submit(() -> session().accessToken()));
            }
            for (Future<String> token : asked) {
                tokens.add(token.get());
            }
        }

        assertThat(tokens).containsOnly("access-1");
        assertThat(issuer.renewals).isEqualTo(1);
    }

    @Test
    void obtainsARobotsTokenAnew() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        session()
                .begin(
                        new Tokens("access-0", null, NOW),
                        Optional.of(new Robot("robot-1", secret.toString())));

        assertThat(session().accessToken()).isEqualTo("robot-1 s3cret organization:t-1a2b");
    }

    @Test
    void refusesASecretThatOthersCanRead() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> new Robot("robot-1", secret.toString()).secret())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("open to other users");
    }

    @Test
    void showsNoSecretInText() {
        Tokens tokens = new Tokens("access-0", "refresh-0", NOW);

        assertThat(tokens.toString()).doesNotContain("access-0", "refresh-0");
    }

    @Test
    void keepsTheTokenFileToTheOwner() throws IOException {
        session().begin(new Tokens("access-0", "refresh-0", NOW), Optional.empty());

        Path file = directory.resolve("home/token.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesAHomeThatOthersCanEnter() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> Home.at(open))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("open to other users");
    }

    private Session session() {
        return new Session(home, () -> issuer, InstantSource.fixed(NOW), "organization:t-1a2b");
    }

    /** As Keycloak with rotation: a spent refresh token ends everything. */
    private static final class RotatingIssuer implements Renewal {

        private int renewals;

        @Override
        public synchronized Tokens renew(String refresh) {
            if (!refresh.equals("refresh-" + renewals)) {
                throw Failure.other("the session at the issuer has ended", "");
            }
            renewals++;
            return new Tokens("access-" + renewals, "refresh-" + renewals, NOW.plusSeconds(300));
        }

        @Override
        public Tokens obtain(Robot robot, String scope) {
            return new Tokens(
                    robot.clientId() + " " + robot.secret() + " " + scope,
                    null,
                    NOW.plusSeconds(300));
        }
    }
}
