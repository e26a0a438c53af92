package eu.sluis.cli.command;

import eu.sluis.cli.data.TrustedDataset;
import eu.sluis.cli.show.Fields;
import eu.sluis.contract.api.DatasetView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a dataset, after its recipient was verified. */
@Command(name = "show", description = "shows a dataset and its label")
final class DatasetShow extends Verb {

    @Parameters(paramLabel = "DATASET", description = "name or id")
    private String dataset = "";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        DatasetView view = client.lookup().dataset(dataset);
        TrustedDataset trusted = TrustedDataset.verified(view, client.enrolment());
        output.output.one(out(), view, fields -> describe(fields, view, trusted));
    }

    static void describe(Fields fields, DatasetView view, TrustedDataset trusted) {
        fields.add("dataset", view.name())
                .add("id", view.id())
                .add("kind", view.kind())
                .add("project", view.project());
        Descriptions.label(fields, view.label());
        fields.add("recipient", shortened(trusted.recipient().toString()))
                .add("version", view.latest() == null ? null : view.latest().number())
                .add("created", view.created());
    }

    /** Hybrid recipients have some 2,000 characters; JSON output has them whole. */
    private static String shortened(String recipient) {
        return recipient.length() <= 70 ? recipient : recipient.substring(0, 40) + "…";
    }
}
