package eu.sluis.cli.command;

import eu.sluis.contract.api.Me;
import eu.sluis.contract.api.ProjectView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows who the caller is to the gateway. */
@Command(name = "whoami", description = "shows who you are to the gateway")
final class Whoami extends Verb {

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        Me me = client.tenant().me();
        output.output.one(
                out(),
                me,
                fields ->
                        fields.add("name", me.name())
                                .add("subject", me.subject())
                                .add("tenant", me.tenantName())
                                .add("tenant id", me.tenant())
                                .add("operator", me.operator() ? "yes" : null)
                                .add("roles", Descriptions.words(me.roles()))
                                .add(
                                        "projects",
                                        Descriptions.join(
                                                me.projects().stream()
                                                        .map(ProjectView::name)
                                                        .toList()))
                                .add("keys", Descriptions.join(me.keys()))
                                .add("gateway", client.enrolment().gateway()));
    }
}
