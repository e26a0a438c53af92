package eu.sluis.cli.command;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.cli.show.Output;
import eu.sluis.contract.NetworkClass;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.document.Bundle;
import eu.sluis.contract.document.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Seals a script and its arguments, signs the intent and submits the job. */
@Command(
        name = "submit",
        description =
                "submits a script with its inputs; options come before the script, what follows it is the script's")
final class Submit extends Verb {

    @Mixin private JobOptions job = new JobOptions();

    @Option(names = "--cpus", paramLabel = "N", description = "default 1")
    private int cpus = 1;

    @Option(
            names = "--mem",
            paramLabel = "SIZE",
            description = "such as 512M (default) or 4G; inputs and outputs live in it too")
    private Amounts.Mebibytes memory = new Amounts.Mebibytes(512);

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "such as 10m (default), 2h or 01:30:00")
    private Duration time = Duration.ofMinutes(10);

    @Option(
            names = "--attempts",
            paramLabel = "N",
            description = "how often it may be started, 1 to 10; default 3")
    private int attempts = 3;

    @Option(
            names = "--network",
            paramLabel = "none",
            description = "what the script can reach: nothing; more is not built")
    private NetworkClass network = NetworkClass.NONE;

    @Option(
            names = "--valid",
            paramLabel = "TIME",
            description = "no key is released later than this from now; default 7d")
    private Duration valid = Duration.ofDays(7);

    @Option(
            names = "--var",
            paramLabel = "NAME=VALUE",
            description = "a variable of the script; sealed; repeat for more")
    private Map<String, String> variables = Map.of();

    @Option(
            names = "--again",
            paramLabel = "INTENT",
            description = "send an intent whose answer was lost once more; it runs once")
    private String again = "";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCRIPT",
            description = "runs under /bin/sh unless it begins with #!")
    private @Nullable Path script;

    @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "for the script; sealed")
    private List<String> arguments = List.of();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        Submission submission = new Submission(client, around().clock());
        show(again.isEmpty() ? submit(client, submission) : submission.again(again));
    }

    private JobView submit(Client client, Submission submission) {
        if (script == null) {
            throw Failure.usage("which script?", "name it after the options");
        }
        byte[] content = Submission.script(script);
        Bundle bundle = new Bundle(null, arguments, new TreeMap<>(variables));
        Resources resources = new Resources(cpus, memory.count(), time.toSeconds());
        return submission.submit(
                new Submission.Wanted(
                        job.resolve(client),
                        List.copyOf(job.zones),
                        job.evidence,
                        job.purpose,
                        resources,
                        attempts,
                        network,
                        valid),
                content,
                bundle);
    }

    private void show(JobView accepted) {
        if (output.output == Output.TABLE) {
            out().println("Submitted batch job " + accepted.number());
        } else {
            output.output.one(out(), accepted, fields -> {});
        }
    }
}
