package eu.sluis.cli.command;

import picocli.CommandLine.Command;

/** Groups the operator's commands for members. */
@Command(
        name = "member",
        description = "makes first logins",
        subcommands = {AdminMemberAdd.class})
final class AdminMember extends Group {}
