package eu.sluis.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tenants and their robots, made through the command line by the operator whom the demonstration
 * has logged in.
 */
public final class Tenants {

    private Tenants() {}

    /**
     * A machine client of a tenant.
     *
     * @param home its state directory for the command line
     */
    public record Robot(String tenant, String alias, String clientId, Path secret, Path home) {

        /** What the README's flow reads. */
        Map<String, String> variables() {
            return Map.of("ALIAS", alias, "CLIENT", clientId);
        }

        /** Runs the command line as this robot. */
        Stand.Outcome sluis(String... arguments) {
            return Tenants.sluis(home, arguments);
        }
    }

    /** Runs the command line with a state directory. */
    static Stand.Outcome sluis(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of("deploy/sluis"));
        command.addAll(List.of(arguments));
        return Stand.run(Map.of("SLUIS_HOME", home.toString()), command.toArray(String[]::new));
    }

    /** Runs the command line as the operator. */
    static Stand.Outcome operator(String... arguments) {
        return sluis(Stand.directory().resolve("clients/operator"), arguments);
    }

    /**
     * The tenant of the tests that need no fresh one, made once; each project takes a unix user.
     */
    static Robot shared() {
        return Shared.ROBOT;
    }

    private static final class Shared {
        static final Robot ROBOT = make();

        private static Robot make() {
            try {
                Path clients = Stand.directory().resolve("clients");
                return robot(Files.createTempDirectory(clients, "shared-"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A fresh tenant with one project, whose labels allow classic recipients, and its robot. */
    public static Robot robotOfClassicTenant(Path directory) throws IOException {
        return robot(directory, "--recipients", "classic");
    }

    /** A fresh tenant with one project, and its robot, logged in. */
    static Robot robot(Path directory, String... labelOptions) throws IOException {
        String name = "t" + UUID.randomUUID().toString().substring(0, 8);
        List<String> create =
                new ArrayList<>(
                        List.of(
                                "admin",
                                "tenant",
                                "create",
                                name,
                                "--zone",
                                "eu",
                                "--jurisdiction",
                                "NL",
                                "--jurisdiction",
                                "EE",
                                "--purpose",
                                "research",
                                "-o",
                                "json"));
        create.addAll(List.of(labelOptions));
        JsonNode tenant = json(operator(create.toArray(String[]::new)));
        Path secret = directory.resolve("secret");
        JsonNode login =
                json(
                        operator(
                                "admin",
                                "member",
                                "add",
                                name,
                                "robot",
                                "--robot",
                                "--role",
                                "tenant-admin",
                                "--role",
                                "steward",
                                "--role",
                                "submitter",
                                "--secret-file",
                                secret.toString(),
                                "-o",
                                "json"));
        String enrolment = tenant.path("enrolment").asText();
        Path home =
                Files.createDirectory(
                        directory.resolve("home"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        var robot =
                new Robot(
                        name,
                        enrolment.replaceAll(".*/([^/#]+)#.*", "$1"),
                        login.path("login").asText(),
                        secret,
                        home);
        robot.sluis(
                        "login",
                        "--robot",
                        robot.clientId,
                        "--secret-file",
                        secret.toString(),
                        enrolment)
                .ok();
        List<String> project = new ArrayList<>(List.of("project", "create", "p", "--zone", "eu"));
        project.addAll(List.of(labelOptions));
        robot.sluis(project.toArray(String[]::new)).ok();
        return robot;
    }

    static JsonNode json(Stand.Outcome outcome) throws IOException {
        return Json.mapper().readTree(outcome.ok());
    }
}
