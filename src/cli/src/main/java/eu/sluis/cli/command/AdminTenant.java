package eu.sluis.cli.command;

import picocli.CommandLine.Command;

/** Groups the operator's commands for tenants. */
@Command(
        name = "tenant",
        description = "onboards and lists tenants",
        subcommands = {AdminTenantCreate.class, AdminTenantList.class})
final class AdminTenant extends Group {}
