package eu.sluis.cli.command;

import picocli.CommandLine.Command;

/** Groups the commands for datasets. */
@Command(
        name = "dataset",
        description = "makes, lists and shows datasets",
        subcommands = {DatasetCreate.class, DatasetList.class, DatasetShow.class})
final class Dataset extends Group {}
