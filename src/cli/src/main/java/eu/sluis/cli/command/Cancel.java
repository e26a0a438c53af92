package eu.sluis.cli.command;

import eu.sluis.contract.api.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels a job. */
@Command(name = "cancel", description = "cancels a job; again does nothing")
final class Cancel extends Verb {

    @Parameters(paramLabel = "JOB", description = "number or id")
    private String job = "";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        JobView view = client.jobs().cancel(client.lookup().job(job).id());
        output.output.one(out(), view, fields -> Descriptions.job(fields, view));
    }
}
