package eu.sluis.cli.command;

import eu.sluis.cli.show.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the tenant's members. */
@Command(name = "list", description = "lists the tenant's members")
final class MemberList extends Verb {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        output.output.list(
                out(),
                client().tenant().members(),
                new Table("NAME", "SUBJECT", "ROLES", "PROJECTS"),
                member ->
                        new Object[] {
                            member.name(),
                            member.subject(),
                            Descriptions.words(member.roles()),
                            Descriptions.join(member.projects())
                        });
    }
}
