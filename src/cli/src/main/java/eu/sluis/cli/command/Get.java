package eu.sluis.cli.command;

import eu.sluis.cli.data.ClosedVersion;
import eu.sluis.cli.data.OpenedVersion;
import eu.sluis.cli.data.TargetDirectory;
import eu.sluis.cli.show.ErrorLines;
import eu.sluis.contract.document.Manifest;
import eu.sluis.contract.document.ManifestFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a version into a directory: all of its files, or none. */
@Command(
        name = "get",
        description = "opens a dataset's files, or a job's results, into a directory")
final class Get extends Verb {

    @Parameters(paramLabel = "DATASET[@VERSION]|JOB", description = "name, id or number")
    private String what = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where to; default: here")
    private Path directory = Path.of(".");

    @Option(names = "--force", description = "replace files that are there")
    private boolean force;

    @Option(
            names = "--purpose",
            paramLabel = "WORD",
            description = "what it is opened for; default research")
    private String purpose = "research";

    @Override
    void run() {
        Client client = client();
        ClosedVersion version = Readable.newest(client, what);
        try (OpenedVersion opened = client.open(version.ref(), purpose)) {
            Manifest manifest = opened.manifest(version.record());
            try (TargetDirectory target = TargetDirectory.in(directory, force)) {
                opened.writeTo(target, manifest);
            }
            for (ManifestFile file : manifest.files()) {
                out().println(directory.resolve(file.path()));
            }
        }
        if (version.record().partial()) {
            ErrorLines.line(
                    around().err(), "warning", "the job ended before it had written all of this");
        }
    }
}
