package eu.sluis.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.Digest;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ReleaseId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.VersionView;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Receipt;
import eu.sluis.contract.document.VersionRecord;
import eu.sluis.contract.document.VersionRef;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ClosedVersionTest {

    private final Papers papers = new Papers();
    private final VersionRecord record = papers.record();

    @Test
    void takesARecordThatItsAuthorSigned() {
        VersionView view = papers.versionView(papers.by(papers.user, record), papers.user, null);

        assertThat(ClosedVersion.verified(view, papers.enrolment).record()).isEqualTo(record);
    }

    @Test
    void refusesARecordThatAnotherKeySigned() {
        VersionView view =
                papers.versionView(papers.by(papers.stranger, record), papers.user, null);

        refuses(view, "not signed by its author");
    }

    @Test
    void refusesTheRecordOfAnotherVersion() {
        VersionRecord other =
                new VersionRecord(
                        papers.dataset,
                        new VersionId(UUID.randomUUID()),
                        record.keyFile(),
                        record.manifest(),
                        record.manifestDigest(),
                        null,
                        false);

        refuses(
                papers.versionView(papers.by(papers.user, other), papers.user, null),
                "another version");
    }

    @Test
    void refusesAVersionThatIsStillOpen() {
        refuses(papers.versionView(null, papers.user, null), "not closed");
    }

    @Test
    void takesAnOutputThatTheCertifiedRunnerSigned() {
        VersionView view = output(papers.by(papers.runner, record), authority(papers.job));

        ClosedVersion version =
                ClosedVersion.output(papers.jobView(receipt(record)), view, papers.enrolment);

        assertThat(version.author()).isEqualTo(papers.runner.publicKey());
    }

    @Test
    void refusesAnOutputThatNobodyCertified() {
        VersionView view =
                papers.versionView(papers.by(papers.stranger, record), papers.stranger, null);

        refusesOutput(view, "no release certifies");
    }

    @Test
    void refusesAnOutputCertifiedByAnotherCustodian() {
        Signed forged =
                papers.by(
                        papers.stranger, papers.release(papers.grant(papers.job, papers.version)));

        refusesOutput(output(papers.by(papers.runner, record), forged), "pinned custodian");
    }

    @Test
    void refusesAnOutputSignedByAnotherKeyThanTheCertifiedOne() {
        VersionView view =
                papers.versionView(
                        papers.by(papers.stranger, record), papers.stranger, authority(papers.job));

        refusesOutput(view, "another key than the runner's");
    }

    @Test
    void refusesTheOutputOfAnotherJob() {
        VersionView view =
                output(papers.by(papers.runner, record), authority(new JobId(UUID.randomUUID())));

        refusesOutput(view, "another job");
    }

    @Test
    void refusesACertificateForAnotherVersion() {
        Signed other =
                papers.by(
                        papers.custodian,
                        papers.release(papers.grant(papers.job, new VersionId(UUID.randomUUID()))));

        refusesOutput(output(papers.by(papers.runner, record), other), "something else");
    }

    @Test
    void refusesAnOutputThatTheReceiptDoesNotName() {
        VersionView view = output(papers.by(papers.runner, record), authority(papers.job));
        Signed receipt = receipt(papers.record());

        assertThatThrownBy(
                        () -> ClosedVersion.output(papers.jobView(receipt), view, papers.enrolment))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("names another output");
    }

    private Signed authority(JobId job) {
        return papers.by(papers.custodian, papers.release(papers.grant(job, papers.version)));
    }

    private VersionView output(Signed signed, Signed authority) {
        return papers.versionView(signed, papers.runner, authority);
    }

    private Signed receipt(VersionRecord named) {
        Digest digest =
                named.equals(record) ? record.manifestDigest() : Digest.of(new byte[] {9, 9});
        return papers.by(
                papers.runner,
                new Receipt(
                        new ReleaseId(UUID.randomUUID()),
                        papers.attempt,
                        1,
                        Papers.NOW,
                        Papers.NOW,
                        new Exit(0, null, false, false, 1),
                        new VersionRef(papers.dataset, papers.version, digest)));
    }

    private void refuses(VersionView view, String because) {
        assertThatThrownBy(() -> ClosedVersion.verified(view, papers.enrolment))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(because);
    }

    private void refusesOutput(VersionView view, String because) {
        assertThatThrownBy(() -> ClosedVersion.output(papers.jobView(null), view, papers.enrolment))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(because);
    }
}
