package eu.sluis.custody;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SiteStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a custodian looks at before it releases a key to a slot. Values only, each verified or
 * read in the transaction of the release.
 *
 * @param intent verified under its author's key
 * @param authorInForce whether that key and its member still stand
 * @param labels of tenant, project, each input and the case: none may be missing
 * @param site the verified statement of the site
 * @param home the gateway's own place
 * @param slotCurrent whether the attempt is the one whose fencing token the job holds, not ended
 * @param evidence what was established for this redemption
 * @param redeemedWith the digest of the keys that redeemed the slot before, if any
 * @param offered the digest of the keys offered now
 * @param releasesSpent releases for this element of the intent so far
 * @param revoked whether the job was cancelled or the intent revoked
 * @param leafDurable whether the audit leaf commits together with the answer
 * @param now the custodian's clock
 */
public record ReleaseFacts(
        RunIntent intent,
        boolean authorInForce,
        List<LabelSource> labels,
        SiteStatement site,
        Place home,
        boolean slotCurrent,
        EvidenceLevel evidence,
        @Nullable Digest redeemedWith,
        Digest offered,
        int releasesSpent,
        boolean revoked,
        boolean leafDurable,
        Instant now) {

    public ReleaseFacts {
        labels = List.copyOf(labels);
        List<DatasetId> datasets = new ArrayList<>();
        datasets.add(intent.theCase());
        datasets.add(intent.bundle().dataset());
        intent.inputs().forEach(input -> datasets.add(input.dataset()));
        LabelSource.requireEach(labels, datasets);
    }

    /** The same, for a slot that was redeemed with these keys before; null if it was not. */
    public ReleaseFacts after(@Nullable Digest keys) {
        return new ReleaseFacts(
                intent,
                authorInForce,
                labels,
                site,
                home,
                slotCurrent,
                evidence,
                keys,
                offered,
                releasesSpent,
                revoked,
                leafDurable,
                now);
    }
}
