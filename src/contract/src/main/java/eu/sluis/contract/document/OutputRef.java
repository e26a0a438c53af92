package eu.sluis.contract.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Require;
import org.jspecify.annotations.Nullable;

/**
 * What a job has committed once it is COMPLETED; which version that is, the release says.
 *
 * @param intent the job's; whoever reads its output waits for it
 * @param theCase the job's case, whose label binds the reader
 * @param element which one of an array; absent for other jobs
 */
public record OutputRef(
        IntentId intent, @JsonProperty("case") DatasetId theCase, @Nullable Integer element) {

    public OutputRef {
        Require.present(intent, "intent");
        Require.present(theCase, "case");
        if (element != null) {
            Require.within(element, 0, 999_999, "element");
        }
    }
}
