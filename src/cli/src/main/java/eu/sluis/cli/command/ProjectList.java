package eu.sluis.cli.command;

import eu.sluis.cli.show.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the projects that the caller belongs to. */
@Command(name = "list", description = "lists your projects")
final class ProjectList extends Verb {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        output.output.list(
                out(),
                client().tenant().projects(),
                new Table("NAME", "ID", "ZONES", "JURISDICTIONS", "EVIDENCE"),
                project ->
                        new Object[] {
                            project.name(),
                            project.id(),
                            Descriptions.join(project.label().zones()),
                            Descriptions.join(project.label().jurisdictions()),
                            project.label().evidence()
                        });
    }
}
