package eu.sluis.cli.command;

import eu.sluis.cli.show.Table;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all jobs as the operator of the machine sees them. */
@Command(name = "jobs", description = "lists the jobs of all tenants, without names")
final class AdminJobs extends Verb {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        output.output.list(
                out(),
                client().operator().jobs(),
                new Table(
                        "ID", "TENANT", "STATE", "SITE", "CLUSTER JOB", "CPUS", "MIB", "ACCEPTED"),
                job ->
                        new Object[] {
                            job.id(),
                            job.tenant(),
                            job.state(),
                            Optional.<Object>ofNullable(job.site()).orElse("-"),
                            Optional.<Object>ofNullable(job.clusterJob()).orElse("-"),
                            job.resources().cpus(),
                            job.resources().memoryMebibytes(),
                            job.accepted()
                        });
    }
}
