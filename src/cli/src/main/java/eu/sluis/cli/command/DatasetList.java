package eu.sluis.cli.command;

import eu.sluis.cli.show.Table;
import eu.sluis.contract.api.VersionView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the datasets that the caller can see. */
@Command(name = "list", description = "lists datasets")
final class DatasetList extends Verb {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        output.output.list(
                out(),
                client().datasets().datasets(),
                new Table("NAME", "ID", "KIND", "ZONES", "EVIDENCE", "VERSION"),
                dataset ->
                        new Object[] {
                            dataset.name(),
                            dataset.id(),
                            dataset.kind(),
                            Descriptions.join(dataset.label().zones()),
                            dataset.label().evidence(),
                            number(dataset.latest())
                        });
    }

    private static String number(@Nullable VersionView latest) {
        return latest == null ? "-" : Long.toString(latest.number());
    }
}
