package eu.sluis.cli.command;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Role;
import eu.sluis.contract.api.MemberRoles;
import eu.sluis.contract.api.MemberView;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces what a member may do and where. */
@Command(name = "set", description = "replaces a member's roles and projects")
final class MemberSet extends Verb {

    @Parameters(paramLabel = "NAME|SUBJECT", description = "the member")
    private String member = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description =
                    "submitter, steward, approver, auditor or tenant-admin; repeat for more; none takes all away")
    private List<Role> roles = List.of();

    @Option(names = "--project", paramLabel = "PROJECT", description = "repeat for more")
    private List<String> projects = List.of();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        List<ProjectId> ids =
                projects.stream().map(name -> client.lookup().project(name).id()).toList();
        MemberView set =
                client.tenant().set(subject(client), new MemberRoles(Set.copyOf(roles), ids));
        output.output.one(
                out(),
                set,
                fields ->
                        fields.add("name", set.name())
                                .add("subject", set.subject())
                                .add("roles", Descriptions.words(set.roles()))
                                .add("projects", Descriptions.join(set.projects())));
    }

    private String subject(Client client) {
        List<MemberView> found =
                client.tenant().members().stream()
                        .filter(m -> m.subject().equals(member) || m.name().equals(member))
                        .toList();
        if (found.isEmpty()) {
            throw Failure.notFound("such member");
        }
        if (found.size() > 1) {
            throw Failure.usage("several members have that name", "name the member by the subject");
        }
        return found.getFirst().subject();
    }
}
