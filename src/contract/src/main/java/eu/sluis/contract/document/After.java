package eu.sluis.contract.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Require;

/**
 * A job that another one waits for.
 *
 * @param intent the other job's; of an array all elements are waited for
 * @param when what must be so before this job is sent to a cluster
 */
public record After(IntentId intent, When when) {

    /** What is waited for. */
    public enum When {
        /** A key was released to it, or it has ended. */
        @JsonProperty("started")
        STARTED,
        /** It has ended, however. */
        @JsonProperty("ended")
        ENDED,
        /** It is COMPLETED. */
        @JsonProperty("completed")
        COMPLETED,
        /** It has ended otherwise than COMPLETED. */
        @JsonProperty("failed")
        FAILED
    }

    public After {
        Require.present(intent, "intent");
        Require.present(when, "when");
    }
}
