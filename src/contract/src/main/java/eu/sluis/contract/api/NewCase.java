package eu.sluis.contract.api;

import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Require;
import eu.sluis.contract.document.Input;
import java.util.List;

/**
 * Makes the dataset that one job's bundle, logs and outputs go to; its label is the meet of tenant,
 * project and inputs.
 */
public record NewCase(ProjectId project, List<Input> inputs) {

    public NewCase {
        Require.present(project, "project");
        inputs = List.copyOf(Require.present(inputs, "inputs"));
    }
}
