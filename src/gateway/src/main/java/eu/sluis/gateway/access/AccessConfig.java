package eu.sluis.gateway.access;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/** Who may come in, and what clients must trust. */
@ConfigMapping(prefix = "sluis.access")
public interface AccessConfig {

    /**
     * The OpenID Connect issuer, exactly as tokens name it: a Keycloak realm, such as {@code
     * https://sluis.example/realms/sluis}.
     */
    String issuer();

    /**
     * Subjects at the issuer that are operators, separated by commas: a role alone makes nobody
     * one.
     */
    Set<String> operators();

    /**
     * The base URL under which clients reach this gateway, without {@code /v1}, such as {@code
     * https://sluis.example}.
     */
    URI gateway();

    /**
     * PEM of the certificate authority under which gateway and issuer are served. It travels in
     * enrolments, and is all that calls to the issuer trust.
     */
    Path certificateAuthority();
}
