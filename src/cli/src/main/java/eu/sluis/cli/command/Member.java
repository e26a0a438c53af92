package eu.sluis.cli.command;

import picocli.CommandLine.Command;

/** Groups the commands for a tenant's members. */
@Command(
        name = "member",
        description = "lists members and sets what they may do",
        subcommands = {MemberList.class, MemberSet.class})
final class Member extends Group {}
