package eu.sluis.contract.api;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import java.util.List;
import java.util.Set;

/** A member of a tenant. */
public record MemberView(String subject, String name, Set<Role> roles, List<ProjectId> projects) {}
