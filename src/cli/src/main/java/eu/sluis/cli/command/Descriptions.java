package eu.sluis.cli.command;

import eu.sluis.cli.show.Fields;
import eu.sluis.contract.Label;
import eu.sluis.contract.api.JobView;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** How things that several commands show are told to people. */
final class Descriptions {

    private Descriptions() {}

    static String join(Collection<?> items) {
        return items.isEmpty()
                ? "none"
                : items.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** Enum values as they are written on the wire, in order. */
    static String words(Collection<? extends Enum<?>> values) {
        return join(values.stream().map(Descriptions::word).sorted().toList());
    }

    /** An enum's value as it is written on the wire. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void label(Fields fields, Label label) {
        fields.add("zones", join(label.zones()))
                .add("jurisdictions", join(label.jurisdictions()))
                .add("purposes", join(label.purposes()))
                .add("evidence", label.evidence())
                .add("custody", word(label.custody()))
                .add("egress", word(label.egress()))
                .add("recipients", word(label.recipients()))
                .add("until", label.until());
    }

    static void job(Fields fields, JobView job) {
        fields.add("job", job.number())
                .add("id", job.id())
                .add("state", job.state())
                .add("site", job.site())
                .add("phase", job.phase() == null ? null : word(job.phase()))
                .add("reason", job.reason())
                .add("problem", job.problem());
        if (job.exit() != null) {
            fields.add("exit", job.exit().code())
                    .add("signal", job.exit().signal())
                    .add("out of memory", job.exit().outOfMemory() ? "yes" : null)
                    .add("timed out", job.exit().timedOut() ? "yes" : null)
                    .add("peak MiB", job.exit().peakMebibytes());
        }
        fields.add("case", job.theCase())
                .add("output", job.output())
                .add("accepted", job.accepted())
                .add("started", job.started())
                .add("ended", job.ended());
    }
}
