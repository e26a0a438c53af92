package eu.sluis.cli.command;

import eu.sluis.cli.data.ClosedVersion;
import eu.sluis.cli.data.TrustedDataset;
import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.ProjectView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Input;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code submit} and {@code explain} both ask: which data, where, for what. */
final class JobOptions {

    @Option(names = "--project", paramLabel = "PROJECT", description = "name or id")
    String project = "";

    @Option(
            names = "--in",
            paramLabel = "[NAME=]DATASET[@VERSION]",
            description = "an input, found in the job under /in/NAME; repeat for more")
    private List<String> inputs = List.of();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "where it may run; repeat for more; default: wherever the labels allow")
    List<Zone> zones = List.of();

    @Option(names = "--purpose", paramLabel = "WORD", description = "what for; default research")
    String purpose = "research";

    @Option(
            names = "--evidence",
            paramLabel = "LEVEL",
            description = "the least that the site must prove; default A0, labels may demand more")
    EvidenceLevel evidence = EvidenceLevel.A0;

    /** The inputs and the datasets that they are of, all verified. */
    record Resolved(
            ProjectView project,
            List<Input> inputs,
            List<TrustedDataset> datasets,
            List<DatasetView> views) {}

    /**
     * Finds and verifies what was named.
     *
     * @throws Failure if something is missing, not closed, or not signed as it must be
     */
    Resolved resolve(Client client) {
        if (project.isEmpty()) {
            throw Failure.usage(
                    "which project?", "name it with --project; see: sluis project list");
        }
        ProjectView found = client.lookup().project(project);
        List<Input> resolved = new ArrayList<>();
        List<TrustedDataset> datasets = new ArrayList<>();
        List<DatasetView> views = new ArrayList<>();
        for (String input : inputs) {
            int equals = input.indexOf('=');
            VersionView version = client.lookup().version(input.substring(equals + 1));
            DatasetView dataset = client.lookup().dataset(version.dataset().toString());
            views.add(dataset);
            datasets.add(TrustedDataset.verified(dataset, client.enrolment()));
            String name = equals < 0 ? nameOf(dataset) : input.substring(0, equals);
            resolved.add(
                    new Input(name, ClosedVersion.verified(version, client.enrolment()).ref()));
        }
        return new Resolved(found, resolved, datasets, views);
    }

    private static String nameOf(DatasetView dataset) {
        if (!dataset.name().matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            throw Failure.usage(
                    "the dataset's name cannot be a directory's",
                    "choose one, such as --in data=" + dataset.id());
        }
        return dataset.name();
    }
}
