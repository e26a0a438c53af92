package eu.sluis.cli.command;

import picocli.CommandLine.Command;

/** Groups the operator's commands. */
@Command(
        name = "admin",
        description = "what the operator of the gateway does",
        subcommands = {AdminTenant.class, AdminSite.class, AdminMember.class, AdminJobs.class})
final class Admin extends Group {}
