package eu.sluis.cli.command;

import eu.sluis.cli.access.UserKey;
import eu.sluis.cli.data.SourceFile;
import eu.sluis.cli.data.SourceFiles;
import eu.sluis.cli.data.TrustedDataset;
import eu.sluis.cli.data.UploadJournal;
import eu.sluis.cli.data.VersionUpload;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.seal.SigningKey;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Seals files and puts them into a new version of a dataset. */
@Command(name = "put", description = "seals files into a new version of a dataset")
final class Put extends Verb {

    @Parameters(index = "0", paramLabel = "DATASET", description = "name or id")
    private String dataset = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "files under their own names; of a directory what is in it")
    private List<Path> arguments = List.of();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        List<SourceFile> files = SourceFiles.find(arguments);
        Client client = client();
        DatasetView view = client.lookup().dataset(dataset);
        TrustedDataset trusted = TrustedDataset.verified(view, client.enrolment());
        VersionId previous = view.latest() == null ? null : view.latest().id();
        try (SigningKey key = UserKey.load(client.home());
                UploadJournal journal =
                        UploadJournal.of(client.home().spool(), view.id(), arguments)) {
            VersionUpload.Uploaded uploaded =
                    client.upload(key, journal).write(trusted, files, previous);
            show(view, files, uploaded.view());
        }
    }

    private void show(DatasetView dataset, List<SourceFile> files, VersionView version) {
        output.output.one(
                out(),
                version,
                fields ->
                        fields.add("dataset", dataset.name())
                                .add("version", version.number())
                                .add("id", version.id())
                                .add("files", files.size())
                                .add("sealed bytes", version.sealedBytes()));
    }
}
