package eu.sluis.custody;

import eu.sluis.contract.document.OpenIntent;
import java.time.Instant;
import java.util.List;

/**
 * All that a custodian looks at before it releases a key to a data's owner.
 *
 * @param intent verified under its author's key
 * @param labels of tenant, project and the dataset
 */
public record OpenFacts(
        OpenIntent intent,
        boolean authorInForce,
        List<LabelSource> labels,
        Place home,
        boolean leafDurable,
        Instant now) {

    public OpenFacts {
        labels = List.copyOf(labels);
    }
}
