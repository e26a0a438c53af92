package eu.sluis.contract.api;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import eu.sluis.contract.Role;
import java.util.Set;

/**
 * Makes a first login for a tenant (operator only); the tenant's own admin sets roles later.
 *
 * @param name the user name at the issuer, {@code a-z0-9._-}, 2 to 64
 * @param robot whether this is a machine client (client credentials) rather than a person
 */
public record NewMember(String name, Set<Role> roles, boolean robot) {

    public NewMember {
        if (!Require.present(name, "name").matches("[a-z0-9][a-z0-9._-]{1,63}")) {
            throw new InvalidValue("a user name must be 2 to 64 of a-z, 0-9, '.', '_' and '-'");
        }
        roles = Set.copyOf(Require.present(roles, "roles"));
    }
}
