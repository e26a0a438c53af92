package eu.sluis.cli.access;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The login in a home: hands out tokens that are valid for a while yet.
 *
 * <p>Renewing spends the refresh token, and showing a spent one ends the whole session at Keycloak;
 * so processes take turns, and each looks first whether another has renewed already.
 */
public final class Session {

    private static final String FILE = "token.json";
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final Home home;
    private final Supplier<Renewal> issuer;
    private final InstantSource clock;
    private final String scope;

    /**
     * The login in {@code home}.
     *
     * @param issuer asked only when a token has to be renewed
     * @param scope what a robot's token must carry
     */
    public Session(Home home, Supplier<Renewal> issuer, InstantSource clock, String scope) {
        this.home = home;
        this.issuer = issuer;
        this.clock = clock;
        this.scope = scope;
    }

    /** Begins a session with tokens that were just obtained. */
    public void begin(Tokens tokens, Optional<Robot> robot) {
        home.locked(() -> {
            save(new Saved(tokens, robot.orElse(null)));
            return tokens;
        });
    }

    /**
     * A token that is valid for some seconds at least.
     *
     * @throws Failure if nobody is logged in, or the issuer does not renew
     */
    public String accessToken() {
        Saved saved = load();
        if (lasts(saved.tokens())) {
            return saved.tokens().access();
        }
        return home.locked(this::renewed);
    }

    /** Ends the session on this side; the refresh token that was left, for the issuer to revoke. */
    public Optional<String> end() {
        return home.locked(() -> {
            Optional<String> left = saved().map(s -> s.tokens().refresh());
            home.delete(FILE);
            return left;
        });
    }

    private String renewed() {
        Saved saved = load();
        if (lasts(saved.tokens())) {
            return saved.tokens().access();
        }
        Tokens fresh = fresh(saved);
        save(new Saved(fresh, saved.robot()));
        return fresh.access();
    }

    private Tokens fresh(Saved saved) {
        if (saved.robot() != null) {
            return issuer.get().obtain(saved.robot(), scope);
        }
        String refresh = saved.tokens().refresh();
        if (refresh == null) {
            throw notLoggedIn();
        }
        return issuer.get().renew(refresh);
    }

    private boolean lasts(Tokens tokens) {
        return clock.instant().plus(MARGIN).isBefore(tokens.expires());
    }

    private Saved load() {
        return saved().orElseThrow(Session::notLoggedIn);
    }

    private Optional<Saved> saved() {
        return home.read(FILE).map(bytes -> Json.read(bytes, Saved.class));
    }

    private void save(Saved saved) {
        home.write(FILE, Json.canonical(saved));
    }

    private static Failure notLoggedIn() {
        return Failure.other(
                "you are not logged in", "run: sluis login with your enrolment string");
    }

    /** The file {@code token.json}. */
    private record Saved(Tokens tokens, @Nullable Robot robot) {}
}
