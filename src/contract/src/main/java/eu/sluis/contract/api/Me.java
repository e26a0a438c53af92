package eu.sluis.contract.api;

import eu.sluis.contract.Digest;
import eu.sluis.contract.Role;
import eu.sluis.contract.TenantId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who the caller is to the gateway.
 *
 * @param tenant absent for an operator
 * @param keys the ids of the caller's registered signing keys
 */
public record Me(
        @Nullable TenantId tenant,
        @Nullable String tenantName,
        String issuer,
        String subject,
        String name,
        Set<Role> roles,
        boolean operator,
        List<ProjectView> projects,
        List<Digest> keys) {}
