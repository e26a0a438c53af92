package eu.sluis.gateway.access;

import eu.sluis.contract.Role;
import java.util.Locale;

/** The names that {@code @RolesAllowed} goes by. */
public final class Roles {

    /** Any member of a tenant. */
    public static final String MEMBER = "member";

    public static final String SUBMITTER = "submitter";
    public static final String STEWARD = "steward";
    public static final String APPROVER = "approver";
    public static final String AUDITOR = "auditor";
    public static final String TENANT_ADMIN = "tenant-admin";

    /** Runs the machine; holds no tenant role. */
    public static final String OPERATOR = "operator";

    private Roles() {}

    /** The name of a role, as annotations and the database have it. */
    public static String of(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The role of a name that {@link #of} gave.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role parse(String name) {
        return Role.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
