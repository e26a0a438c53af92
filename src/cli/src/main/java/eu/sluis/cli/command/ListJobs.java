package eu.sluis.cli.command;

import eu.sluis.cli.show.Table;
import eu.sluis.contract.api.JobState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the jobs that the caller can see. */
@Command(name = "list", description = "lists jobs")
final class ListJobs extends Verb {

    @Option(names = "--project", paramLabel = "PROJECT", description = "only of this project")
    private @Nullable String project;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "only in this state, such as RUNNING")
    private @Nullable JobState state;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        Optional<String> id =
                Optional.ofNullable(project).map(p -> client.lookup().project(p).id().toString());
        output.output.list(
                out(),
                client.jobs().jobs(id, Optional.ofNullable(state)),
                new Table("JOB", "STATE", "SITE", "ACCEPTED", "ENDED", "ID"),
                job ->
                        new Object[] {
                            job.number(),
                            job.state(),
                            Optional.<Object>ofNullable(job.site()).orElse("-"),
                            job.accepted(),
                            Optional.<Object>ofNullable(job.ended()).orElse("-"),
                            job.id()
                        });
    }
}
