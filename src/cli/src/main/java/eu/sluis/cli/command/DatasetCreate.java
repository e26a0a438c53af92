package eu.sluis.cli.command;

import eu.sluis.cli.data.TrustedDataset;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.NewDataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a dataset. */
@Command(name = "create", description = "makes a dataset; its label narrows the project's")
final class DatasetCreate extends Verb {

    @Parameters(
            paramLabel = "NAME",
            description = "unique in the project; the operator can read it")
    private String name = "";

    @Option(
            names = "--project",
            required = true,
            paramLabel = "PROJECT",
            description = "where it belongs")
    private String project = "";

    @Mixin private LabelOptions label = new LabelOptions();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        NewDataset wanted =
                new NewDataset(client.lookup().project(project).id(), name, label.label());
        DatasetView made = client.datasets().make(wanted);
        TrustedDataset trusted = TrustedDataset.verified(made, client.enrolment());
        output.output.one(out(), made, fields -> DatasetShow.describe(fields, made, trusted));
    }
}
