package eu.sluis.cli;

import eu.sluis.cli.command.Commands;
import eu.sluis.cli.command.Surroundings;
import eu.sluis.cli.outcome.ExitCode;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.outcome.Phrase;
import eu.sluis.cli.show.ErrorLines;
import eu.sluis.contract.InvalidValue;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sluis} command. */
@Command(
        name = "sluis",
        synopsisHeading = "usage: ",
        synopsisSubcommandLabel = "COMMAND",
        description = "Computes on sealed data: seals, submits, opens.",
        version = "sluis 0.1.0")
public final class Sluis implements Runnable {

    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--help", usageHelp = true, description = "show this and end")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "show the version and end")
    private boolean version;

    private Sluis(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    /** Runs one command; its exit code. */
    public static int run(Surroundings surroundings, String... arguments) {
        CommandLine line = new CommandLine(new Sluis(surroundings));
        Commands.addTo(line, arguments);
        return line.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setParameterExceptionHandler((e, args) -> misused(surroundings, e))
                .setExecutionExceptionHandler((e, at, parsed) -> failed(surroundings, e))
                .execute(arguments);
    }

    /** What the commands find around them. */
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int misused(Surroundings around, ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        return report(
                around,
                Failure.usage(
                        Phrase.of(String.valueOf(e.getMessage())), "see: " + name + " --help"));
    }

    private static int failed(Surroundings around, Exception e) {
        around.out().flush();
        return report(
                around,
                switch (e) {
                    case Failure failure -> failure;
                    case InvalidValue invalid ->
                            Failure.usage(
                                    String.valueOf(invalid.getMessage()), "correct the value");
                    case UncheckedIOException io ->
                            Failure.other(
                                    file(io) + " cannot be read or written",
                                    "check its room and permissions");
                    default -> unexpected(e);
                });
    }

    private static String file(UncheckedIOException e) {
        return e.getCause() instanceof FileSystemException at && at.getFile() != null
                ? at.getFile()
                : "a file";
    }

    private static Failure unexpected(Exception e) {
        StackTraceElement[] trace = e.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Failure(
                ExitCode.OTHER,
                "something went wrong inside: " + e.getClass().getSimpleName() + where,
                "report this line; look at the state before you repeat the command");
    }

    private static int report(Surroundings around, Failure failure) {
        ErrorLines.print(around.err(), failure);
        return failure.code().number();
    }
}
