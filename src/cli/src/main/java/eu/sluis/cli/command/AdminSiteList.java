package eu.sluis.cli.command;

import eu.sluis.cli.show.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all sites. */
@Command(name = "list", description = "lists sites with what their operators state")
final class AdminSiteList extends Verb {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        output.output.list(
                out(),
                client().operator().sites(),
                new Table(
                        "SITE",
                        "ZONE",
                        "JURISDICTIONS",
                        "CLUSTER",
                        "EVIDENCE",
                        "REACHABLE",
                        "UNTIL"),
                site ->
                        new Object[] {
                            site.statement().site(),
                            site.statement().zone(),
                            Descriptions.join(site.statement().jurisdictions()),
                            site.statement().cluster(),
                            site.statement().evidence(),
                            site.reachable() ? "yes" : "no",
                            site.statement().notAfter()
                        });
    }
}
