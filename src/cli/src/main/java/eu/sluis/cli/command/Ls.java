package eu.sluis.cli.command;

import eu.sluis.cli.data.ClosedVersion;
import eu.sluis.cli.data.OpenedVersion;
import eu.sluis.cli.show.Table;
import eu.sluis.contract.api.VersionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the versions of a dataset, or the files of a version. */
@Command(
        name = "ls",
        description =
                "lists the versions of a dataset; with @VERSION, or of a job, the files, whose names are sealed: the custodian is asked to open them")
final class Ls extends Verb {

    @Parameters(paramLabel = "DATASET|DATASET@VERSION|JOB", description = "name, id or number")
    private String what = "";

    @Option(
            names = "--purpose",
            paramLabel = "WORD",
            description = "what files are opened for; default research")
    private String purpose = "research";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        Readable.find(client, what)
                .ifPresentOrElse(version -> files(client, version), () -> versions(client));
    }

    private void versions(Client client) {
        output.output.list(
                out(),
                client.datasets().versions(client.lookup().dataset(what).id()),
                new Table("VERSION", "ID", "STATE", "SEALED BYTES", "CREATED"),
                (VersionView version) ->
                        new Object[] {
                            version.number(),
                            version.id(),
                            version.state(),
                            version.sealedBytes(),
                            version.created()
                        });
    }

    private void files(Client client, ClosedVersion version) {
        try (OpenedVersion opened = client.open(version.ref(), purpose)) {
            output.output.list(
                    out(),
                    opened.manifest(version.record()).files(),
                    new Table("PATH", "BYTES", "OBJECT"),
                    file -> new Object[] {file.path(), file.bytes(), file.object()});
        }
    }
}
