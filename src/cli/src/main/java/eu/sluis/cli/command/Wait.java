package eu.sluis.cli.command;

import eu.sluis.cli.access.Pause;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Waits until nothing follows in a job's life; ends well only if the job did. */
@Command(
        name = "wait",
        description = "waits until a job has ended; exit code 0 only if it is COMPLETED")
final class Wait extends Verb {

    @Parameters(paramLabel = "JOB", description = "number or id")
    private String job = "";

    @Override
    void run() {
        Client client = client();
        Pause pause = around().pause();
        JobView ended = Following.untilEnd(client.jobs(), client.lookup().job(job), pause);
        out().println("job " + ended.number() + " " + ended.state());
        if (ended.state() != JobState.COMPLETED) {
            String reason = ended.reason() == null ? "" : ": " + ended.reason();
            throw Failure.other(
                    "job " + ended.number() + " ended as " + ended.state() + reason,
                    "see: sluis status " + ended.number() + " and sluis logs " + ended.number());
        }
    }
}
