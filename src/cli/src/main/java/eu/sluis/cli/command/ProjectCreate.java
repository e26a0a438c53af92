package eu.sluis.cli.command;

import eu.sluis.contract.api.NewProject;
import eu.sluis.contract.api.ProjectView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a project. */
@Command(name = "create", description = "makes a project; its label narrows the tenant's")
final class ProjectCreate extends Verb {

    @Parameters(paramLabel = "NAME", description = "unique in the tenant")
    private String name = "";

    @Mixin private LabelOptions label = new LabelOptions();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        ProjectView made = client().tenant().make(new NewProject(name, label.labelIfGiven()));
        output.output.one(
                out(),
                made,
                fields -> {
                    fields.add("project", made.name()).add("id", made.id());
                    Descriptions.label(fields, made.label());
                });
    }
}
