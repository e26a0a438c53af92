package eu.sluis.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A person's login on another device (RFC 8628), bound to this process by PKCE (RFC 7636, S256).
 */
public final class DeviceLogin {

    private static final int SLOWER_SECONDS = 5;

    private final Issuer issuer;
    private final Pause pause;

    /**
     * A login at {@code issuer}.
     *
     * @param pause waits between two questions
     */
    public DeviceLogin(Issuer issuer, Pause pause) {
        this.issuer = issuer;
        this.pause = pause;
    }

    /**
     * Runs the login until the person agrees, refuses, or is too late.
     *
     * @param scope what the token must carry; empty for none
     * @param show told what the person has to do, once
     * @throws eu.sluis.cli.outcome.Failure if it does not end with tokens
     */
    public Tokens run(String scope, Consumer<Prompt> show) {
        String verifier = verifier();
        Map<String, String> form =
                Issuer.form(
                        "client_id", issuer.clientId(),
                        "code_challenge", challenge(verifier),
                        "code_challenge_method", "S256");
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        Issuer.Reply begun = issuer.post("device_authorization_endpoint", form, null);
        if (begun.status() != 200) {
            throw Issuer.refused(begun);
        }
        show.accept(prompt(begun.body()));
        return poll(begun.body(), verifier);
    }

    private Tokens poll(JsonNode begun, String verifier) {
        Map<String, String> form =
                Issuer.form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        Issuer.text(begun, "device_code"),
                        "client_id",
                        issuer.clientId(),
                        "code_verifier",
                        verifier);
        long seconds = Math.clamp(begun.path("interval").asLong(5), 1, 60);
        while (true) {
            pause.take(Duration.ofSeconds(seconds));
            Issuer.Reply reply = issuer.post("token_endpoint", form, null);
            switch (reply.error()) {
                case "authorization_pending" -> {}
                case "slow_down" -> seconds += SLOWER_SECONDS;
                default -> {
                    return issuer.granted(reply);
                }
            }
        }
    }

    private static Prompt prompt(JsonNode begun) {
        String page = Issuer.text(begun, "verification_uri");
        return new Prompt(
                page,
                begun.path("verification_uri_complete").asText(page),
                Issuer.text(begun, "user_code"));
    }

    /** 64 characters with 244 random bits. */
    private static String verifier() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    static String challenge(String verifier) {
        byte[] digest = Digest.of(verifier.getBytes(StandardCharsets.US_ASCII)).raw();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /**
     * What the person has to do: open {@code complete}, or open {@code page} and type {@code code}.
     */
    public record Prompt(String page, String complete, String code) {}
}
