package eu.sluis.gateway.custody;

import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Json;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.Redemption;
import java.util.Map;

/**
 * A runner asks for what its slot may have.
 *
 * @param redemption verified under the key that it names
 * @param intent the id of the job's intent
 * @param document the job's intent as its author signed it
 */
public record SlotRequest(Redemption redemption, IntentId intent, Signed document) {

    /** The digest of the two keys that the runner offers: what the slot is bound to. */
    public Digest offered() {
        return Digest.of(
                Json.canonical(
                        Map.of("key", redemption.key(), "recipient", redemption.recipient())));
    }

    /** What was asked for, for a leaf. */
    public Map<String, ?> asked() {
        return Map.of("attempt", redemption.attempt(), "rank", redemption.rank(), "intent", intent);
    }
}
