import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plays the human of a device login: opens the verification page, types name and password, agrees.
 *
 * <p>{@code java Browser.java CA.pem VERIFICATION-URI-COMPLETE USERNAME PASSWORD-FILE}. When Keycloak asks for a new
 * password it makes one at random and writes it over PASSWORD-FILE, which so always holds the password that is valid.
 * For demonstrations and tests on a machine of one's own; exit code 1 with a sentence when Keycloak refuses.
 */
final class Browser {

    private static final int MOST_PAGES = 8;
    private static final Pattern FORM = Pattern.compile("<form[^>]*\\baction=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>", Pattern.DOTALL);
    private static final Pattern ERROR =
            Pattern.compile("id=\"(?:input-error(?!-container)|kc-error)[^>]*>(?:\\s*<[^>]+>)*\\s*([^<]+)");

    private final HttpClient client;
    private final String username;
    private final Path passwordFile;
    private final Path newPasswordFile;

    private Browser(Path ca, String username, Path passwordFile) throws Exception {
        this.client =
                HttpClient.newBuilder()
                        .sslContext(Trust.in(ca))
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        this.username = username;
        this.passwordFile = passwordFile;
        this.newPasswordFile = passwordFile.resolveSibling(passwordFile.getFileName() + ".new");
    }

    public static void main(String[] args) throws Exception {
        String refusal = new Browser(Path.of(args[0]), args[2], Path.of(args[3])).play(URI.create(args[1]));
        if (!refusal.isEmpty()) {
            System.err.println("browser: " + refusal);
            System.exit(1);
        }
    }

    /** Fills in one form after the other until a page has none; returns why it gave up, or nothing. */
    private String play(URI start) throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(start).GET());
        boolean agreed = false;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            Matcher error = ERROR.matcher(page.body());
            Matcher form = FORM.matcher(page.body());
            if (page.statusCode() != 200 || error.find()) {
                return "Keycloak answers " + page.statusCode() + " " + (error.reset().find() ? error.group(1).strip() : "");
            }
            if (!form.find()) {
                return agreed ? "" : "the login ended before it was agreed to";
            }
            Map<String, String> answer = answer(form.group());
            agreed |= answer.containsKey("accept");
            page = post(page.uri().resolve(form.group(1).replace("&amp;", "&")), answer);
            if (answer.containsKey("password-new") && !ERROR.matcher(page.body()).find()) {
                Files.move(newPasswordFile, passwordFile, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return "no end after " + MOST_PAGES + " pages";
    }

    private Map<String, String> answer(String form) throws IOException {
        Map<String, String> answer = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(form);
        while (input.find()) {
            String name = attribute(input.group(), "name");
            switch (name) {
                case "", "cancel", "cancel-aia", "rememberMe", "logout-sessions" -> {}
                case "username" -> answer.put(name, username);
                case "password" -> answer.put(name, Files.readString(passwordFile).strip());
                case "password-new", "password-confirm" -> answer.put(name, newPassword());
                default -> answer.put(name, attribute(input.group(), "value"));
            }
        }
        return answer;
    }

    private String newPassword() throws IOException {
        if (Files.notExists(newPasswordFile)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(
                    newPasswordFile,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(newPasswordFile, Base64.getUrlEncoder().encodeToString(random));
        }
        return Files.readString(newPasswordFile).strip();
    }

    private static String attribute(String tag, String name) {
        Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return matcher.find() ? matcher.group(1) : "";
    }

    private HttpResponse<String> post(URI uri, Map<String, String> fields) throws Exception {
        String body =
                fields.entrySet().stream()
                        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
