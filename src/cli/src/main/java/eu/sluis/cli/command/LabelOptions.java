package eu.sluis.cli.command;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Custody;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Zone;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The clauses of a label; it narrows what is above it and can widen nothing. */
final class LabelOptions {

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "may be held and computed on here, such as eu/nl; repeat for more")
    private List<Zone> zones = List.of();

    @Option(
            names = "--jurisdiction",
            paramLabel = "CODE",
            description =
                    "law that may reach whoever holds it, such as NL; repeat for more; default: what the label above allows")
    private List<String> jurisdictions = List.of();

    @Option(
            names = "--purpose",
            paramLabel = "WORD",
            description =
                    "what it may be used for; repeat for more; default: what the label above allows")
    private List<String> purposes = List.of();

    @Option(
            names = "--evidence",
            paramLabel = "LEVEL",
            description = "the least that a site must prove: A0 to A3; default A0")
    private @Nullable EvidenceLevel evidence;

    @Option(
            names = "--custody",
            paramLabel = "WHO",
            description = "who holds the key: managed (default) or tenant")
    private @Nullable Custody custody;

    @Option(
            names = "--egress",
            paramLabel = "HOW",
            description = "how results leave: owner (default), airlock or none")
    private @Nullable Egress egress;

    @Option(
            names = "--recipients",
            paramLabel = "KIND",
            description = "the least that data is sealed to: hybrid (default) or classic")
    private @Nullable Recipients recipients;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "no key is released after this, such as 2027-12-31T00:00:00Z")
    private @Nullable Instant until;

    /** The label, or null if no clause was given. */
    @Nullable Label labelIfGiven() {
        boolean none =
                zones.isEmpty()
                        && jurisdictions.isEmpty()
                        && purposes.isEmpty()
                        && evidence == null
                        && custody == null
                        && egress == null
                        && recipients == null
                        && until == null;
        return none ? null : label();
    }

    /**
     * The label.
     *
     * @throws Failure with USAGE if no zone was given: none would allow nothing
     */
    Label label() {
        if (zones.isEmpty()) {
            throw Failure.usage("a label needs a zone", "add one, such as --zone eu/nl");
        }
        return new Label(
                new TreeSet<>(zones),
                anyIfNone(jurisdictions),
                anyIfNone(purposes),
                evidence == null ? EvidenceLevel.A0 : evidence,
                custody == null ? Custody.MANAGED : custody,
                egress == null ? Egress.OWNER : egress,
                recipients == null ? Recipients.HYBRID : recipients,
                until);
    }

    private static TreeSet<String> anyIfNone(List<String> words) {
        return new TreeSet<>(words.isEmpty() ? List.of(Label.ANY) : words);
    }
}
