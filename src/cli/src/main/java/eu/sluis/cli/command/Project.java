package eu.sluis.cli.command;

import picocli.CommandLine.Command;

/** Groups the commands for projects. */
@Command(
        name = "project",
        description = "makes and lists projects",
        subcommands = {ProjectCreate.class, ProjectList.class})
final class Project extends Group {}
