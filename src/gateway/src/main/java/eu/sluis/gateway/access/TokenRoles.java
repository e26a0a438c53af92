package eu.sluis.gateway.access;

import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.TenantScope;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Gives a verified token the roles that our own rows hold for its subject.
 *
 * <p>The token's claims are necessary, never sufficient: a member needs exactly one organization
 * with its id and a membership row; an operator needs the operator's client and a configured
 * subject, and gets no tenant role.
 */
@ApplicationScoped
class TokenRoles implements SecurityIdentityAugmentor {

    static final String SCOPE = "sluis.scope";
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String OPERATOR_CLIENT = "sluis-operator";

    private final AccessConfig config;
    private final Membership membership;
    private final Clock clock;

    TokenRoles(AccessConfig config, Membership membership, Clock clock) {
        this.clock = clock;
        this.config = config;
        this.membership = membership;
    }

    @Override
    public Uni<SecurityIdentity> augment(
            SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        return context.runBlocking(() -> withRoles(identity, token));
    }

    private SecurityIdentity withRoles(SecurityIdentity identity, JsonWebToken token) {
        if (!config.issuer().equals(token.getIssuer()) || token.getSubject() == null) {
            throw new AuthenticationFailedException("the token is of another issuer");
        }
        long latest = clock.instant().plus(SKEW).getEpochSecond();
        if (token.getIssuedAtTime() <= 0 || token.getIssuedAtTime() > latest) {
            throw new AuthenticationFailedException("the token was issued in the future");
        }
        if (token.containsClaim("cnf")) {
            throw new AuthenticationFailedException("a bound token came as a plain bearer token");
        }
        // A fresh builder: whatever roles the token claims are dropped.
        var builder =
                QuarkusSecurityIdentity.builder()
                        .setPrincipal(token)
                        .addCredentials(identity.getCredentials())
                        .addAttributes(identity.getAttributes());
        if (OPERATOR_CLIENT.equals(token.getClaim("azp"))) {
            return operator(builder, token);
        }
        TenantScope scope = scope(token);
        builder.addAttribute(SCOPE, scope).addRole(Roles.MEMBER);
        if (scope.actor() instanceof Actor.Member member) {
            member.roles().forEach(role -> builder.addRole(Roles.of(role)));
        }
        return builder.build();
    }

    private SecurityIdentity operator(QuarkusSecurityIdentity.Builder builder, JsonWebToken token) {
        if (!config.operators().contains(token.getSubject())) {
            throw new AuthenticationFailedException("the subject is not an operator");
        }
        return builder.addRole(Roles.OPERATOR).build();
    }

    private TenantScope scope(JsonWebToken token) {
        boolean isOperator = config.operators().contains(token.getSubject());
        if (isOperator) {
            throw new AuthenticationFailedException("an operator holds no tenant role");
        }
        return membership
                .find(token.getIssuer(), organization(token), token.getSubject())
                .orElseThrow(
                        () -> new AuthenticationFailedException("the subject is not a member"));
    }

    private static String organization(JsonWebToken token) {
        Object claim = token.getClaim("organization");
        if (claim instanceof JsonObject organizations
                && organizations.size() == 1
                && organizations.values().iterator().next() instanceof JsonObject organization
                && organization.get("id") instanceof JsonString id) {
            return id.getString();
        }
        throw new AuthenticationFailedException("the token must name exactly one organization");
    }
}
