package eu.sluis.custody;

import eu.sluis.contract.Custody;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Egress;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.document.RunIntent;
import java.util.Set;
import java.util.TreeSet;

/**
 * A label and whose it is, so that a refusal can name it.
 *
 * @param source {@code tenant}, {@code project}, {@code intent}, or {@code dataset} and its id
 */
public record LabelSource(String source, Label label) {

    public static LabelSource tenant(Label label) {
        return new LabelSource("tenant", label);
    }

    public static LabelSource project(Label label) {
        return new LabelSource("project", label);
    }

    public static LabelSource dataset(DatasetId id, Label label) {
        return new LabelSource("dataset " + id, label);
    }

    /** What the intent itself narrows: where it may run, and the evidence it wants. */
    public static LabelSource intent(RunIntent intent) {
        return new LabelSource(
                "intent",
                new Label(
                        intent.zones(),
                        new TreeSet<>(Set.of(Label.ANY)),
                        new TreeSet<>(Set.of(Label.ANY)),
                        intent.evidence(),
                        Custody.MANAGED,
                        Egress.OWNER,
                        Recipients.CLASSIC,
                        intent.notAfter()));
    }
}
