package eu.sluis.custody;

import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.api.Evidence;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.document.NodeStatement;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.VerifyingKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Establishes the evidence behind a redemption.
 *
 * <p>A1 shows that a process which could read the one-job key of this cluster job, on a node of
 * this site, asks for these very keys. It does not show what else runs on that node.
 */
public final class EvidenceCheck {

    /** By how much the clocks of node and gateway may differ. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private EvidenceCheck() {}

    /** What was established. */
    public sealed interface Finding {

        /** The evidence holds. */
        record Established(EvidenceLevel level) implements Finding {}

        /**
         * Evidence was shown and does not hold.
         *
         * @param reason a clause, safe to show
         */
        record Rejected(String reason) implements Finding {}
    }

    /**
     * Checks the evidence of a redemption whose own signature has been verified.
     *
     * @param clusterJob the cluster's id that the attempt was recorded under
     * @param attemptCreated no node statement for it can be older, but for the skew of 30 s
     * @param now no node statement can be of later, but for the skew
     */
    public static Finding check(
            NewRedemption redemption,
            SiteStatement site,
            @Nullable String clusterJob,
            Instant attemptCreated,
            Instant now) {
        Evidence evidence = redemption.evidence();
        if (evidence == null) {
            return new Finding.Established(EvidenceLevel.A0);
        }
        if (!site.nodeKeys().contains(evidence.nodeKey())) {
            return new Finding.Rejected("the site's statement does not list this node key");
        }
        try {
            NodeStatement node =
                    Documents.open(evidence.statement(), evidence.nodeKey(), NodeStatement.class);
            VerifyingKey.of(node.jobKey())
                    .verify(redemption.redemption().document(), evidence.proof());
            return judge(node, site, clusterJob, attemptCreated, now);
        } catch (BadSignature e) {
            return new Finding.Rejected("a signature of the evidence does not verify");
        } catch (InvalidValue e) {
            return new Finding.Rejected("the node's statement is malformed: " + e.detail());
        }
    }

    private static Finding judge(
            NodeStatement node,
            SiteStatement site,
            @Nullable String clusterJob,
            Instant attemptCreated,
            Instant now) {
        if (!node.site().equals(site.site())) {
            return new Finding.Rejected("the node's statement is of another site");
        }
        if (!node.clusterJob().equals(clusterJob)) {
            return new Finding.Rejected("the node's statement is of another cluster job");
        }
        Instant start = Instant.ofEpochSecond(node.start());
        if (start.isBefore(attemptCreated.minus(SKEW).truncatedTo(ChronoUnit.SECONDS))) {
            return new Finding.Rejected("the node's statement is older than the attempt");
        }
        if (start.isAfter(now.plus(SKEW))) {
            return new Finding.Rejected(
                    "the node's statement is from the future: the node's clock is ahead");
        }
        return new Finding.Established(EvidenceLevel.A1);
    }
}
