package eu.sluis.gateway.platform;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import java.util.Set;

/** Who acts within a tenant. */
public sealed interface Actor {

    /** How the audit log names it. */
    String name();

    /**
     * A person or a robot of the tenant.
     *
     * @param issuer with {@code subject} the identity; names are never compared
     */
    record Member(
            String issuer,
            String subject,
            String displayName,
            Set<Role> roles,
            Set<ProjectId> projects)
            implements Actor {

        public Member {
            roles = Set.copyOf(roles);
            projects = Set.copyOf(projects);
        }

        @Override
        public String name() {
            return "member " + subject;
        }
    }

    /** A runner that proved to hold the key of its slot. */
    record Runner(AttemptId attempt, int rank) implements Actor {

        @Override
        public String name() {
            return "runner " + attempt;
        }
    }

    /** An operator, who onboards the tenant and its members and holds no role in it. */
    record Operator(String subject) implements Actor {

        @Override
        public String name() {
            return "operator " + subject;
        }
    }

    /** The gateway's own work on a tenant's behalf. */
    record Worker(String task) implements Actor {

        @Override
        public String name() {
            return "gateway " + task;
        }
    }
}
