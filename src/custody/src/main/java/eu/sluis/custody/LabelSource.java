package eu.sluis.custody;

import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Egress;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.Zone;
import eu.sluis.contract.api.Question;
import eu.sluis.contract.document.RunIntent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A label and whose it is, so that a refusal can name it.
 *
 * @param source {@code tenant}, {@code project}, {@code intent}, or {@code dataset} and its id
 */
public record LabelSource(String source, Label label) {

    /** The tenant's. */
    public static LabelSource tenant(Label label) {
        return new LabelSource("tenant", label);
    }

    /** The project's. */
    public static LabelSource project(Label label) {
        return new LabelSource("project", label);
    }

    /** A dataset's; a case is one too. */
    public static LabelSource dataset(DatasetId id, Label label) {
        return new LabelSource("dataset " + id, label);
    }

    /** What the intent itself narrows: where it may run, and the evidence it wants. */
    public static LabelSource intent(RunIntent intent) {
        return asked(intent.zones(), intent.evidence(), intent.notAfter());
    }

    /** What an intent that is not signed yet would narrow. */
    public static LabelSource question(Question question) {
        return asked(question.zones(), question.evidence(), null);
    }

    private static LabelSource asked(
            SortedSet<Zone> zones, EvidenceLevel evidence, @Nullable Instant until) {
        SortedSet<String> any = new TreeSet<>(Set.of(Label.ANY));
        return new LabelSource(
                "intent",
                new Label(
                        zones,
                        any,
                        any,
                        evidence,
                        Custody.MANAGED,
                        Egress.OWNER,
                        Recipients.CLASSIC,
                        until));
    }

    /**
     * Returns if {@code labels} has one of the tenant, of the project and of each dataset: the
     * label that was forgotten is one that refuses nothing.
     *
     * @throws IllegalArgumentException naming a source that is missing
     */
    static void requireEach(List<LabelSource> labels, Collection<DatasetId> datasets) {
        Set<String> missing = new TreeSet<>(Set.of("tenant", "project"));
        datasets.forEach(id -> missing.add("dataset " + id));
        labels.forEach(label -> missing.remove(label.source()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the labels lack those of: " + missing);
        }
    }
}
