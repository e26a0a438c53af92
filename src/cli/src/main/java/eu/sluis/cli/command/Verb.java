package eu.sluis.cli.command;

import eu.sluis.cli.Sluis;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that does something. It ends well, or with a {@code Failure}. */
@Command(synopsisHeading = "usage: ", sortOptions = false)
abstract class Verb implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    private boolean help;

    /** Does what the command is for. */
    abstract void run();

    @Override
    public final Integer call() {
        run();
        out().flush();
        return 0;
    }

    final Surroundings around() {
        return ((Sluis) spec.root().userObject()).surroundings();
    }

    final PrintWriter out() {
        return around().out();
    }

    final Client client() {
        return Client.open(around());
    }
}
