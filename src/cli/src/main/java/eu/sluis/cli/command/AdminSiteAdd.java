package eu.sluis.cli.command;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Json;
import eu.sluis.contract.api.NewSite;
import eu.sluis.contract.api.SiteView;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.Documents;
import eu.sluis.seal.BadSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Registers a site by the statement that its operator signed. */
@Command(name = "add", description = "registers a site, or renews its statement")
final class AdminSiteAdd extends Verb {

    @Parameters(
            paramLabel = "FILE",
            description =
                    "JSON with the site's key and signed statement (src/docs/api.md, NewSite)")
    private Path file = Path.of("");

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        NewSite site = read();
        SiteStatement statement = statement(site);
        SiteView added = client().operator().put(statement.site(), site);
        output.output.one(
                out(),
                added,
                fields ->
                        fields.add("site", statement.site())
                                .add("zone", statement.zone())
                                .add("jurisdictions", Descriptions.join(statement.jurisdictions()))
                                .add("operator", statement.operator())
                                .add("cluster", statement.cluster())
                                .add("evidence", statement.evidence())
                                .add("key", site.key().id())
                                .add("until", statement.notAfter())
                                .add("reachable", added.reachable() ? "yes" : "no"));
    }

    private NewSite read() {
        try {
            return Json.read(Files.readAllBytes(file), NewSite.class);
        } catch (IOException e) {
            throw Failure.usage(
                    file + " cannot be read", "name the file with the signed statement");
        }
    }

    private static SiteStatement statement(NewSite site) {
        try {
            return Documents.open(site.statement(), site.key(), SiteStatement.class);
        } catch (BadSignature | InvalidValue e) {
            throw Failure.usage(
                    "the file's statement is not signed by the file's key",
                    "ask the site's operator to sign it again");
        }
    }
}
