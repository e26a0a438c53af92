package eu.sluis.gateway.custody;

import eu.sluis.contract.document.SlotGrant;
import eu.sluis.custody.ReleaseFacts;
import java.util.List;

/**
 * All that the verdict on a slot rests on, and what is given if it releases.
 *
 * @param facts with {@code redeemedWith} absent: the slot's row is this package's to read
 * @param grant for exactly the attempt, rank and key of the redemption
 * @param versions the bundle and each input, with the manifests that the intent names
 */
public record SlotCase(ReleaseFacts facts, SlotGrant grant, List<SealedVersion> versions) {

    public SlotCase {
        versions = List.copyOf(versions);
    }

    Grant grant(SlotRequest request) {
        return new Grant(
                request.intent(),
                request.document(),
                request.redemption().recipient(),
                request.offered(),
                versions,
                grant);
    }

    void requireFor(SlotRequest request) {
        var redemption = request.redemption();
        boolean same =
                facts.intent().id().equals(request.intent())
                        && facts.offered().equals(request.offered())
                        && grant.attempt().equals(redemption.attempt())
                        && grant.rank() == redemption.rank()
                        && grant.runnerKey().equals(redemption.key());
        if (!same) {
            throw new IllegalArgumentException("the case was made for another redemption");
        }
    }
}
