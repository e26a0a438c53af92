package eu.sluis.contract.api;

import eu.sluis.contract.Label;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;

/**
 * Makes a dataset.
 *
 * @param name for people, unique in the project
 * @param label narrows the project's label; the dataset's is the meet of both
 */
public record NewDataset(ProjectId project, String name, Label label) {

    public NewDataset {
        Require.present(project, "project");
        Require.name(name, 128, "name");
        Require.present(label, "label");
    }
}
