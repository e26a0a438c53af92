package eu.sluis.cli.command;

import eu.sluis.cli.show.Output;
import eu.sluis.cli.show.Table;
import eu.sluis.contract.Clause;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.Explanation;
import eu.sluis.contract.api.Question;
import eu.sluis.contract.api.SiteAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says of each site which clauses refuse a job, without submitting it. */
@Command(
        name = "explain",
        description =
                "says of each site whether a job may run there, and which clauses refuse it; a clause marked alone is the only thing in the way")
final class Explain extends Verb {

    @Mixin private JobOptions job = new JobOptions();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    void run() {
        Client client = client();
        JobOptions.Resolved resolved = job.resolve(client);
        Explanation explanation =
                client.tenant()
                        .explain(
                                new Question(
                                        resolved.project().id(),
                                        resolved.inputs(),
                                        zones(client),
                                        job.evidence,
                                        job.purpose));
        List<Row> rows = output.output == Output.TABLE ? rows(explanation, resolved) : List.of();
        if (output.output == Output.TABLE) {
            output.output.list(
                    out(),
                    rows,
                    new Table("SITE", "ALLOWED", "REFUSED BY", "CLAUSE", "ALONE", "REASON"),
                    Row::cells);
        } else {
            output.output.one(out(), explanation, fields -> {});
        }
    }

    /** Without {@code --zone} every site's, so that only labels refuse. */
    private SortedSet<Zone> zones(Client client) {
        TreeSet<Zone> zones = new TreeSet<>(job.zones);
        if (zones.isEmpty()) {
            client.tenant().sites().forEach(site -> zones.add(site.statement().zone()));
        }
        return zones;
    }

    private static List<Row> rows(Explanation explanation, JobOptions.Resolved resolved) {
        List<Row> rows = new ArrayList<>();
        for (SiteAnswer site : explanation.sites()) {
            if (site.refusing().isEmpty()) {
                rows.add(
                        new Row(
                                site.site().value(),
                                site.allowed() ? "yes" : "no",
                                "-",
                                "-",
                                "-",
                                "-"));
            }
            for (Clause clause : site.refusing()) {
                String alone = site.decisive().contains(clause) ? "yes" : "no";
                rows.add(
                        new Row(
                                site.site().value(),
                                "no",
                                named(clause.source(), resolved),
                                clause.clause(),
                                alone,
                                named(clause.reason(), resolved)));
            }
        }
        return rows;
    }

    /** {@code text} with the names of the inputs' datasets in place of their ids. */
    private static String named(String text, JobOptions.Resolved resolved) {
        String named = text;
        for (DatasetView dataset : resolved.views()) {
            named = named.replace(dataset.id().toString(), dataset.name());
        }
        return named;
    }

    private record Row(
            String site,
            String allowed,
            String source,
            String clause,
            String alone,
            String reason) {

        private Object[] cells() {
            return new Object[] {site, allowed, source, clause, alone, reason};
        }
    }
}
