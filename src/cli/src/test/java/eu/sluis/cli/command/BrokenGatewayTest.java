package eu.sluis.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import eu.sluis.cli.Sluis;
import eu.sluis.cli.access.Home;
import eu.sluis.cli.access.Session;
import eu.sluis.cli.access.Tokens;
import eu.sluis.cli.data.Papers;
import eu.sluis.cli.show.ProcessTerminal;
import eu.sluis.contract.Json;
import eu.sluis.contract.Problem;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.NewMemberView;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.api.TenantView;
import eu.sluis.contract.document.Enrolment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command leaves on disk when the gateway refuses, or its answer breaks off. */
final class BrokenGatewayTest {

    private static final String INTENT = "0f2a6a3e-93e5-4a53-9f7d-0c0f6f1d2b11";

    @TempDir Path directory;

    private final Papers papers = new Papers();
    private final HttpServer server = start();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void keepsAnIntentWhoseAnswerBreaksOff() throws Exception {
        Path kept = keptIntent();
        answer("/v1/jobs", 201, "{\"id\":".getBytes(UTF_8), 100);

        int code = run("submit", "--again", INTENT);

        assertThat(code).isEqualTo(6);
        assertThat(err.toString()).contains("--again " + INTENT);
        assertThat(kept).exists();
    }

    @Test
    void forgetsAnIntentThatTheGatewayRefuses() throws Exception {
        Path kept = keptIntent();
        refuse("/v1/jobs", ProblemType.INTENT_EXPIRED);

        int code = run("submit", "--again", INTENT);

        assertThat(code).isEqualTo(1);
        assertThat(kept).doesNotExist();
    }

    @Test
    void leavesNoSecretFileForATenantThatIsUnknown() throws Exception {
        home();
        tenants();

        int code = run("admin", "member", "add", "nobody", "anna", "--secret-file", secretFile());

        assertThat(code).isEqualTo(4);
        assertThat(Path.of(secretFile())).doesNotExist();
    }

    @Test
    void leavesNoSecretFileWhenTheGatewayRefuses() throws Exception {
        home();
        tenants();
        refuse("/v1/admin/tenants/" + papers.tenant + "/members", ProblemType.CONFLICT);

        int code = run("admin", "member", "add", "amc", "anna", "--secret-file", secretFile());

        assertThat(code).isEqualTo(1);
        assertThat(Path.of(secretFile())).doesNotExist();
    }

    @Test
    void writesTheSecretToTheFileOnly() throws Exception {
        home();
        tenants();
        byte[] made = Json.canonical(new NewMemberView("s", "anna", "canary"));
        answer("/v1/admin/tenants/" + papers.tenant + "/members", 201, made, made.length);

        int code = run("admin", "member", "add", "amc", "anna", "--secret-file", secretFile());

        assertThat(code).isZero();
        assertThat(Path.of(secretFile())).hasContent("canary");
    }

    private String secretFile() {
        return directory.resolve("secret").toString();
    }

    private Path keptIntent() throws Exception {
        Home home = home();
        Signed signed = new Signed("{}".getBytes(UTF_8), new byte[64]);
        byte[] intent = Json.canonical(new Authored(signed, papers.user.publicKey()));
        Path file = home.intents().resolve(INTENT + ".json");
        home.write("intents/" + INTENT + ".json", intent);
        return file;
    }

    private void tenants() {
        TenantView amc =
                new TenantView(papers.tenant, "amc", "sluis://x", papers.label, Papers.NOW);
        byte[] page = Json.canonical(new Page<>(List.of(amc), null));
        answer("/v1/admin/tenants", 200, page, page.length);
    }

    private Home home() throws Exception {
        Home home = Home.at(directory.resolve("home"));
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        Enrolment enrolment =
                new Enrolment(
                        base,
                        anyCertificate(),
                        base + "/issuer",
                        "sluis-cli",
                        "operator",
                        papers.tenant,
                        papers.custodian.publicKey());
        home.write("enrolment.json", Json.canonical(enrolment));
        new Session(home, () -> null, InstantSource.fixed(Papers.NOW), "")
                .begin(new Tokens("token", null, Papers.NOW.plusSeconds(300)), Optional.empty());
        return home;
    }

    private static String anyCertificate() throws Exception {
        Path authorities = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(authorities)) {
            store.load(stored, null);
        }
        byte[] some =
                store.getCertificate(Collections.list(store.aliases()).getFirst()).getEncoded();
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(some)
                + "\n-----END CERTIFICATE-----\n";
    }

    private int run(String... arguments) {
        Surroundings around =
                new Surroundings(
                        Map.of("SLUIS_HOME", directory.resolve("home").toString()),
                        InputStream.nullInputStream(),
                        new ByteArrayOutputStream(),
                        new PrintWriter(new StringWriter(), true),
                        new PrintWriter(err, true),
                        new ProcessTerminal(),
                        InstantSource.fixed(Papers.NOW),
                        time -> {});
        return Sluis.run(around, arguments);
    }

    private void refuse(String path, ProblemType type) {
        Problem problem =
                new Problem(
                        type.uri(),
                        type.title(),
                        type.status(),
                        "a detail",
                        type.callerAction(),
                        null,
                        null);
        byte[] body = Json.canonical(problem);
        answer(path, type.status(), body, body.length);
    }

    /** Answers so; hangs up after a body that is shorter than {@code length}. */
    private void answer(String path, int status, byte[] body, int length) {
        server.createContext(
                path,
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    String type = status < 300 ? "application/json" : "application/problem+json";
                    exchange.getResponseHeaders().add("Content-Type", type);
                    exchange.sendResponseHeaders(status, length);
                    exchange.getResponseBody().write(body);
                    exchange.getResponseBody().flush(); // else closing sends nothing at all
                    exchange.close();
                });
    }

    private static HttpServer start() {
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpServer made = HttpServer.create(any, 0);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
