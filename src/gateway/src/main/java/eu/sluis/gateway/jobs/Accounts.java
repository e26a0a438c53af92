package eu.sluis.gateway.jobs;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.SiteName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The unix user of a site that a project runs as: the project's alone, once it has it.
 *
 * <p>Two projects never share a user, since on a node only the uid keeps the plaintext of one from
 * the other (measured; src/docs/threat-model.md).
 */
@ApplicationScoped
class Accounts {

    /** Where a cluster has one user only: the embedded one. */
    static final String ONLY_ONE = "";

    /**
     * The project's user at the site, taken from {@code offered} at the first call.
     *
     * @param offered the users that the site made for us; none means that it has only its own
     * @return empty if all are taken by other projects
     */
    Optional<String> of(Handle handle, SiteName site, ProjectId project, Set<String> offered) {
        if (offered.isEmpty()) {
            return Optional.of(ONLY_ONE);
        }
        return own(handle, site, project).or(() -> take(handle, site, project, offered));
    }

    private static Optional<String> own(Handle handle, SiteName site, ProjectId project) {
        return handle.createQuery(
                        """
                        SELECT account FROM cluster_account
                        WHERE site = :site AND project = :project
                        """)
                .bind("site", site)
                .bind("project", project)
                .mapTo(String.class)
                .findOne();
    }

    private static Optional<String> take(
            Handle handle, SiteName site, ProjectId project, Set<String> offered) {
        for (String account : new TreeSet<>(offered)) {
            int taken =
                    handle.createUpdate(
                                    """
                                    INSERT INTO cluster_account (site, account, tenant, project)
                                    VALUES (:site, :account, current_tenant(), :project)
                                    ON CONFLICT DO NOTHING
                                    """)
                            .bind("site", site)
                            .bind("account", account)
                            .bind("project", project)
                            .execute();
            if (taken == 1) {
                return Optional.of(account);
            }
        }
        return own(handle, site, project);
    }
}
