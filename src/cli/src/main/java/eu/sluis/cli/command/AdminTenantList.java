package eu.sluis.cli.command;

import eu.sluis.cli.show.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all tenants. */
@Command(name = "list", description = "lists tenants")
final class AdminTenantList extends Verb {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        output.output.list(
                out(),
                client().operator().tenants(),
                new Table("NAME", "ID", "ZONES", "CREATED", "ENROLMENT"),
                tenant ->
                        new Object[] {
                            tenant.name(),
                            tenant.id(),
                            Descriptions.join(tenant.label().zones()),
                            tenant.created(),
                            tenant.enrolment()
                        });
    }
}
