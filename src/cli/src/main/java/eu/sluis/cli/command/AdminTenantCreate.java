package eu.sluis.cli.command;

import eu.sluis.contract.api.NewTenant;
import eu.sluis.contract.api.TenantView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Onboards a tenant and prints its enrolment string. */
@Command(
        name = "create",
        description =
                "onboards a tenant; give its users the enrolment string on a way that nobody can change")
final class AdminTenantCreate extends Verb {

    @Parameters(paramLabel = "NAME", description = "unique at this gateway")
    private String name = "";

    @Mixin private LabelOptions label = new LabelOptions();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        TenantView made = client().operator().make(new NewTenant(name, label.labelIfGiven()));
        output.output.one(
                out(),
                made,
                fields -> {
                    fields.add("tenant", made.name()).add("id", made.id());
                    Descriptions.label(fields, made.label());
                    fields.add("enrolment", made.enrolment());
                });
    }
}
