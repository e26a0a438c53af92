package eu.sluis.cli.command;

import picocli.CommandLine.Command;

/** Groups the operator's commands for sites. */
@Command(
        name = "site",
        description = "registers and lists sites",
        subcommands = {AdminSiteAdd.class, AdminSiteList.class})
final class AdminSite extends Group {}
