package eu.sluis.cli.command;

import eu.sluis.contract.api.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows where a job is. */
@Command(name = "status", description = "shows where a job is, and why")
final class Status extends Verb {

    @Parameters(paramLabel = "JOB", description = "number or id")
    private String job = "";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        JobView view = client().lookup().job(job);
        output.output.one(out(), view, fields -> Descriptions.job(fields, view));
    }
}
