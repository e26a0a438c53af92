package eu.sluis.contract.api;

import eu.sluis.contract.Label;
import eu.sluis.contract.Require;
import org.jspecify.annotations.Nullable;

/**
 * Makes a project.
 *
 * @param label narrows the tenant's label; absent means the tenant's own
 */
public record NewProject(String name, @Nullable Label label) {

    public NewProject {
        Require.name(name, 64, "name");
    }
}
