package eu.sluis.cli.command;

import eu.sluis.cli.show.Output;
import picocli.CommandLine.Option;

/** The option {@code -o} of everything that lists or shows. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            description = "for people, or the REST interface's bodies")
    Output output = Output.TABLE;
}
