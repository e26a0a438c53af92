package eu.sluis.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that only groups commands. */
@Command(synopsisHeading = "usage: ")
abstract class Group implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                spec.name()
                        + " wants a command: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
