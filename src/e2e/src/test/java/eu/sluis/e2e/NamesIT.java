package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.custody.Documents;
import eu.sluis.seal.Age;
import eu.sluis.seal.Identity;
import eu.sluis.seal.KeyFile;
import eu.sluis.seal.Recipient;
import eu.sluis.seal.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names that lead elsewhere or look like others, and a script of 10 MB, through the command line.
 */
@Order(7)
class NamesIT {

    private static final int USAGE = 2;
    private static final byte[] CONTENT = "content\n".getBytes(StandardCharsets.UTF_8);

    private static Tenants.Robot robot;
    private static JsonNode dataset;

    @TempDir private Path directory;

    @BeforeAll
    static void makeADataset() throws IOException {
        robot = Tenants.shared();
        dataset =
                Tenants.json(
                        robot.sluis(
                                "dataset",
                                "create",
                                "names-" + UUID.randomUUID(),
                                "--project",
                                "p",
                                "--zone",
                                "eu/nl",
                                "-o",
                                "json"));
    }

    private static String id() {
        return dataset.path("id").asText();
    }

    // --- put

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new\nline",
                "back\rreturn",
                "bell\u0007",
                "\u202Etxt.exe",
                "zero\u200Bwidth"
            })
    void putRefusesNamesThatNoTerminalShowsAsTheyAre(String name) throws Exception {
        Path file = Files.write(directory.resolve(name), CONTENT);

        Stand.Outcome named = robot.sluis("put", id(), file.toString());
        Stand.Outcome within = robot.sluis("put", id(), directory.toString());

        for (Stand.Outcome outcome : List.of(named, within)) {
            assertThat(outcome.exit()).isEqualTo(USAGE);
            assertThat(outcome.errors())
                    .contains("cannot be put under its name", "hint: rename it")
                    .doesNotContain(name);
        }
    }

    @Test
    void putRefusesALinkThatLeadsOut() throws Exception {
        Files.createSymbolicLink(directory.resolve("passwd"), Path.of("/etc/passwd"));

        Stand.Outcome outcome = robot.sluis("put", id(), directory.toString());

        assertThat(outcome.exit()).isEqualTo(USAGE);
        assertThat(outcome.errors()).contains("a link that leads out of the directory");
    }

    /** A name with ../ is a way to a file, whose own name is what is kept. */
    @Test
    void namesThatLookAlikeComeBackEachWithItsOwnContent() throws Exception {
        Path from = Files.createDirectory(directory.resolve("from"));
        List<String> names =
                List.of(
                        "paper",
                        "p\u0430per", // Cyrillic a
                        "caf\u00e9",
                        "cafe\u0301", // composed, and not
                        "\uFF0E\uFF0E\uFF0Fx",
                        "..\u2215x",
                        "...",
                        "-o",
                        "a\\b",
                        "%2e%2e",
                        "~root");
        for (String name : names) {
            Files.writeString(from.resolve(name), name);
        }
        Files.writeString(directory.resolve("beside"), "beside");
        String put = robot.sluis("put", id(), from.toString(), from + "/../beside").ok();
        Path to = directory.resolve("to");

        robot.sluis("get", id(), "-o", to.toString()).ok();

        assertThat(put).contains(Integer.toString(names.size() + 1));
        for (String name : names) {
            assertThat(to.resolve(name)).content().isEqualTo(name);
        }
        assertThat(to.resolve("beside")).hasContent("beside");
        try (Stream<Path> all = Files.walk(to)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(names.size() + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "/x",
                "x/",
                ".",
                "\u202Ex",
                "p\u0430tients",
                "..",
                ".x"
            })
    void aDatasetsNameCannotBeTakenForAPathOrAnother(String name) {
        Stand.Outcome outcome =
                robot.sluis("dataset", "create", name, "--project", "p", "--zone", "eu/nl");

        assertThat(outcome.exit()).as(outcome.output() + outcome.errors()).isNotZero();
        assertThat(outcome.errors()).startsWith("sluis: error: ").contains("name must");
    }

    // --- get

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "a/../../outside",
                "/var/tmp/sluis-outside",
                "a//b",
                "./a",
                "a/.",
                "nul\\u0000",
                "new\\nline",
                "\\u001b[2Jcleared",
                "\u202Etxt"
            })
    void getRefusesAManifestWithANameThatLeadsElsewhere(String escaped) throws Exception {
        String version = putForged(escaped);
        Path to = Files.createDirectory(directory.resolve("to"));

        Stand.Outcome outcome = robot.sluis("get", id() + "@" + version, "-o", to.toString());

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.errors()).contains("the manifest is not acceptable");
        assertThat(outcome.errors()).doesNotContain("\u001b", "\u202E");
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(Path.of("/var/tmp/sluis-outside")).doesNotExist();
    }

    /** A version whose manifest, well signed by a member, names {@code escaped}; its number. */
    private static String putForged(String escaped) throws IOException {
        String token = Rest.token(robot);
        byte[] recipient = dataset.path("recipient").path("document").binaryValue();
        Recipient to =
                Recipient.parse(Json.mapper().readTree(recipient).path("recipient").asText());
        try (Identity identity = Identity.generate();
                SigningKey key =
                        SigningKey.fromPkcs8Pem(
                                Files.readAllBytes(robot.home().resolve("signing-key.pem")))) {
            byte[] keyFile = KeyFile.seal(List.of(identity), to);
            VersionId version =
                    VersionId.of(
                            Rest.call(
                                            token,
                                            "POST",
                                            "/v1/datasets/" + id() + "/versions",
                                            Json.canonical(new NewVersion(keyFile)),
                                            "Idempotency-Key",
                                            UUID.randomUUID().toString())
                                    .ok()
                                    .path("id")
                                    .asText());
            DatasetId of = DatasetId.of(id());
            byte[] sealed = sealed(CONTENT, identity);
            ManifestFile file =
                    new ManifestFile(
                            "NAME",
                            put(token, version, sealed),
                            Digest.of(sealed),
                            sealed.length,
                            CONTENT.length);
            String manifest =
                    new String(
                                    Json.canonical(new Manifest(of, version, List.of(file))),
                                    StandardCharsets.UTF_8)
                            .replace("\"NAME\"", "\"" + escaped + "\"");
            byte[] sealedManifest = sealed(manifest.getBytes(StandardCharsets.UTF_8), identity);
            VersionRecord record =
                    new VersionRecord(
                            of,
                            version,
                            Digest.of(keyFile),
                            put(token, version, sealedManifest),
                            Digest.of(sealedManifest),
                            null,
                            false);
            return Rest.call(
                            token,
                            "POST",
                            "/v1/versions/" + version + "/close",
                            Json.canonical(
                                    new Authored(Documents.sign(key, record), key.publicKey())))
                    .ok()
                    .path("number")
                    .asText();
        }
    }

    private static byte[] sealed(byte[] plain, Identity identity) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        Age.seal(new ByteArrayInputStream(plain), sealed, List.of(identity.recipient()));
        return sealed.toByteArray();
    }

    private static ObjectId put(String token, VersionId version, byte[] sealed) throws IOException {
        ObjectId object = new ObjectId(UUID.randomUUID());
        String digest = Base64.getEncoder().encodeToString(Digest.of(sealed).raw());
        Rest.call(
                        token,
                        "PUT",
                        "/v1/versions/" + version + "/objects/" + object,
                        sealed,
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Digest",
                        "sha-256=:" + digest + ":")
                .ok();
        return object;
    }

    // --- a large script

    private static String script(int bytes) {
        String head = "#!/bin/sh\nwc -c </bundle/script\nexit\n";
        return head + "#".repeat(bytes - head.length());
    }

    @Test
    void aScriptOfTenMegabytesRuns() throws Exception {
        Jobs jobs = new Jobs(robot);
        String number = jobs.submit(script(10_000_000));

        robot.sluis("wait", number).ok();

        assertThat(robot.sluis("logs", number).ok()).isEqualTo("10000000\n");
    }

    @Test
    void aLargerScriptIsRefusedWithTheBoundAndWhatToDo() throws Exception {
        Stand.Outcome outcome = new Jobs(robot).trySubmit(script(11 << 20));

        assertThat(outcome.exit()).as(outcome.errors()).isEqualTo(1);
        assertThat(outcome.errors()).contains("10485760", "put data into a dataset");
    }
}
