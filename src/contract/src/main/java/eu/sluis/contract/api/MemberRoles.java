package eu.sluis.contract.api;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.Role;
import java.util.List;
import java.util.Set;

/**
 * Sets what a member may do.
 *
 * @param roles replaces the member's roles
 * @param projects replaces the projects that the member belongs to
 */
public record MemberRoles(Set<Role> roles, List<ProjectId> projects) {

    public MemberRoles {
        roles = Set.copyOf(Require.present(roles, "roles"));
        projects = List.copyOf(Require.present(projects, "projects"));
    }
}
