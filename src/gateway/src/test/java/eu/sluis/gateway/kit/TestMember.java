package eu.sluis.gateway.kit;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.TenantScope;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.util.Set;

/** A member of a test's tenant. */
public record TestMember(TestTenant tenant, String subject, Set<Role> roles) {

    /** The claims of a good token, to be made wrong. */
    public JwtClaimsBuilder claims() {
        return Tokens.member(tenant.organization(), subject);
    }

    public String token() {
        return Tokens.sign(claims());
    }

    /** A caller with this member's token. */
    public Http http() {
        return Http.bearer(token());
    }

    /** A scope for calling services directly, with these projects. */
    public TenantScope scope(ProjectId... projects) {
        return new TenantScope(
                tenant.id(),
                new Actor.Member(
                        Tokens.issuer(), subject, "member " + subject, roles, Set.of(projects)));
    }
}
