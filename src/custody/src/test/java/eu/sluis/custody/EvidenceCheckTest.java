package eu.sluis.custody;

import static eu.sluis.custody.Sample.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.EvidenceLevel;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.Evidence;
import eu.sluis.contract.api.NewRedemption;
import eu.sluis.contract.document.NodeStatement;
import eu.sluis.contract.document.Redemption;
import eu.sluis.contract.document.SiteStatement;
import eu.sluis.custody.EvidenceCheck.Finding;
import eu.sluis.seal.SigningKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceCheckTest {

    private final SiteStatement site = Sample.site("eu/nl", NOW.plusSeconds(60));
    private final SigningKey nodeKey = Sample.OTHER_KEY;
    private final SigningKey jobKey = SigningKey.generate();
    private final SigningKey runnerKey = SigningKey.generate();
    private final Signed redemption = redemption(runnerKey);

    @Test
    void nothingShownIsA0() {
        assertThat(check(new NewRedemption(redemption, null), "4711"))
                .isEqualTo(new Finding.Established(EvidenceLevel.A0));
    }

    @Test
    void aStatementOfTheJobsOwnNodeIsA1() {
        assertThat(check(shown(statement("nl", "4711", 0)), "4711"))
                .isEqualTo(new Finding.Established(EvidenceLevel.A1));
    }

    @Test
    void refusesAStatementOfAnotherSite() {
        assertThat(check(shown(statement("ee", "4711", 0)), "4711"))
                .isEqualTo(new Finding.Rejected("the node's statement is of another site"));
    }

    @Test
    void refusesAStatementOfAnotherClusterJob() {
        Finding.Rejected other =
                new Finding.Rejected("the node's statement is of another cluster job");

        assertThat(check(shown(statement("nl", "4712", 0)), "4711")).isEqualTo(other);
        assertThat(check(shown(statement("nl", "4711", 0)), null)).isEqualTo(other);
    }

    @Test
    void refusesAStatementOlderThanTheAttempt() {
        assertThat(check(shown(statement("nl", "4711", -30)), "4711"))
                .isInstanceOf(Finding.Established.class);
        assertThat(check(shown(statement("nl", "4711", -31)), "4711"))
                .isEqualTo(new Finding.Rejected("the node's statement is older than the attempt"));
    }

    /** The check is made 100 s after the attempt: a start is in the past until then. */
    @Test
    void refusesAStatementFromTheFuture() {
        assertThat(check(shown(statement("nl", "4711", 130)), "4711"))
                .isInstanceOf(Finding.Established.class);
        assertThat(check(shown(statement("nl", "4711", 131)), "4711"))
                .isEqualTo(
                        new Finding.Rejected(
                                "the node's statement is from the future: the node's clock is ahead"));
        assertThat(check(shown(statement("nl", "4711", 9_999_999_999L)), "4711"))
                .isInstanceOf(Finding.Rejected.class);
    }

    /** A node tells whole seconds: up to one is lost on the way. */
    @Test
    void doesNotHoldTheAttemptsFractionOfASecondAgainstTheNode() {
        Instant created = NOW.plusMillis(999);

        assertThat(
                        EvidenceCheck.check(
                                shown(statement("nl", "4711", -30)), site, "4711", created, NOW))
                .isInstanceOf(Finding.Established.class);
    }

    @Test
    void refusesANodeKeyThatTheSiteDoesNotList() {
        SigningKey stranger = SigningKey.generate();
        Evidence evidence =
                new Evidence(
                        Documents.sign(stranger, statement("nl", "4711", 0)),
                        stranger.publicKey(),
                        jobKey.sign(redemption.document()).signature());

        assertThat(check(new NewRedemption(redemption, evidence), "4711"))
                .isEqualTo(
                        new Finding.Rejected("the site's statement does not list this node key"));
    }

    @Test
    void refusesAStatementThatTheListedKeyDidNotSign() {
        Evidence evidence =
                new Evidence(
                        Documents.sign(SigningKey.generate(), statement("nl", "4711", 0)),
                        nodeKey.publicKey(),
                        jobKey.sign(redemption.document()).signature());

        assertThat(check(new NewRedemption(redemption, evidence), "4711"))
                .isEqualTo(new Finding.Rejected("a signature of the evidence does not verify"));
    }

    @Test
    void refusesAProofForOtherKeysOfTheSameAttempt() {
        Signed swapped = redemption(SigningKey.generate());
        NewRedemption theirs =
                new NewRedemption(swapped, shown(statement("nl", "4711", 0)).evidence());

        assertThat(check(theirs, "4711"))
                .isEqualTo(new Finding.Rejected("a signature of the evidence does not verify"));
    }

    @Test
    void refusesAProofThatTheJobsKeyDidNotMake() {
        Evidence evidence =
                new Evidence(
                        Documents.sign(nodeKey, statement("nl", "4711", 0)),
                        nodeKey.publicKey(),
                        runnerKey.sign(redemption.document()).signature());

        assertThat(check(new NewRedemption(redemption, evidence), "4711"))
                .isEqualTo(new Finding.Rejected("a signature of the evidence does not verify"));
    }

    @Test
    void refusesAnotherDocumentOfTheNodeKey() {
        Evidence evidence =
                new Evidence(
                        Documents.sign(nodeKey, site),
                        nodeKey.publicKey(),
                        jobKey.sign(redemption.document()).signature());

        assertThat(check(new NewRedemption(redemption, evidence), "4711"))
                .isInstanceOf(Finding.Rejected.class);
    }

    private Finding check(NewRedemption asked, @Nullable String clusterJob) {
        return EvidenceCheck.check(asked, site, clusterJob, NOW, NOW.plusSeconds(100));
    }

    private NewRedemption shown(NodeStatement statement) {
        return new NewRedemption(
                redemption,
                new Evidence(
                        Documents.sign(nodeKey, statement),
                        nodeKey.publicKey(),
                        jobKey.sign(redemption.document()).signature()));
    }

    private NodeStatement statement(String siteName, String clusterJob, long secondsAfter) {
        return new NodeStatement(
                new SiteName(siteName),
                "c1",
                clusterJob,
                2001,
                NOW.getEpochSecond() + secondsAfter,
                jobKey.publicKey());
    }

    private static Signed redemption(SigningKey key) {
        return Documents.sign(
                key, new Redemption(new AttemptId(Sample.id(9)), 0, "age1unread", key.publicKey()));
    }
}
