package eu.sluis.custody;

import eu.sluis.contract.document.OpenIntent;
import java.time.Instant;
import java.util.List;

/**
 * All that a custodian looks at before it releases a key to a data's owner.
 *
 * @param intent verified under its author's key
 * @param authorInForce whether that key and its member still stand
 * @param labels of tenant, project and the dataset: none may be missing
 * @param home the gateway's own place. Where the owner opens is the owner's affair: no floor of
 *     evidence binds an opening, its egress clause does
 * @param answeredBefore whether this very document was answered with keys before
 * @param leafDurable whether the audit leaf commits together with the answer
 * @param now the custodian's clock
 */
public record OpenFacts(
        OpenIntent intent,
        boolean authorInForce,
        List<LabelSource> labels,
        Place home,
        boolean answeredBefore,
        boolean leafDurable,
        Instant now) {

    public OpenFacts {
        labels = List.copyOf(labels);
        LabelSource.requireEach(labels, List.of(intent.dataset()));
    }

    /** The same, after the document was answered, or not. */
    public OpenFacts after(boolean answered) {
        return new OpenFacts(intent, authorInForce, labels, home, answered, leafDurable, now);
    }
}
