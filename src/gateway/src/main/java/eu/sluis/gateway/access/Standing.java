package eu.sluis.gateway.access;

import eu.sluis.contract.ProjectId;
import eu.sluis.gateway.platform.Actor;
import eu.sluis.gateway.platform.TenantScope;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * What a request rests on that lasts longer than its beginning.
 *
 * @param until the end of its token, after which it must end
 */
public record Standing(TenantScope scope, Instant until) {

    /** Whether the member may see the project, by the rows as they are now. */
    public boolean sees(Handle handle, ProjectId project) {
        Actor.Member then = (Actor.Member) scope.actor();
        return Membership.member(handle, scope.tenant(), then.issuer(), then.subject())
                .map(found -> Callers.sees((Actor.Member) found.actor(), project))
                .orElse(false);
    }
}
