package eu.sluis.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Label;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.seal.Identity;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TrustedDatasetTest {

    private final Papers papers = new Papers();

    @Test
    void takesTheRecipientThatThePinnedCustodianSigned() {
        DatasetView view = papers.datasetView(papers.by(papers.custodian, papers.recipient()));

        TrustedDataset trusted = TrustedDataset.verified(view, papers.enrolment);

        assertThat(trusted.recipient()).isEqualTo(papers.identity.recipient());
    }

    @Test
    void refusesARecipientThatAnotherKeySigned() {
        refuses(
                papers.datasetView(papers.by(papers.stranger, papers.recipient())),
                "pinned custodian");
    }

    @Test
    void refusesARecipientForAnotherTenant() {
        DatasetRecipient other =
                recipient(new TenantId(UUID.randomUUID()), papers.dataset, papers.label);
        refuses(papers.datasetView(papers.by(papers.custodian, other)), "another tenant");
    }

    @Test
    void refusesARecipientForAnotherDataset() {
        DatasetRecipient other =
                recipient(papers.tenant, new DatasetId(UUID.randomUUID()), papers.label);
        refuses(papers.datasetView(papers.by(papers.custodian, other)), "another tenant");
    }

    @Test
    void refusesALabelThatWasWidenedAfterSigning() {
        DatasetRecipient narrow =
                recipient(papers.tenant, papers.dataset, Papers.label("eu/nl/ams"));
        refuses(papers.datasetView(papers.by(papers.custodian, narrow)), "label");
    }

    @Test
    void refusesAClassicRecipientWhereTheLabelDemandsAHybridOne() {
        DatasetRecipient classic =
                new DatasetRecipient(
                        papers.tenant,
                        papers.dataset,
                        papers.label.digest(),
                        Identity.generateX25519().recipient().toString());
        refuses(papers.datasetView(papers.by(papers.custodian, classic)), "classic");
    }

    @Test
    void refusesACaseThatAllowsMoreThanItsInput() {
        TrustedDataset input = dataset(Papers.label("eu/nl"));

        assertThatThrownBy(() -> dataset(Papers.label("eu")).requireWithin(List.of(input)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("allows more");
        dataset(Papers.label("eu/nl/ams")).requireWithin(List.of(input));
    }

    private TrustedDataset dataset(Label label) {
        return new TrustedDataset(papers.dataset, label, papers.identity.recipient());
    }

    private DatasetRecipient recipient(TenantId tenant, DatasetId dataset, Label label) {
        return new DatasetRecipient(
                tenant, dataset, label.digest(), papers.identity.recipient().toString());
    }

    private void refuses(DatasetView view, String because) {
        assertThatThrownBy(() -> TrustedDataset.verified(view, papers.enrolment))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(because);
    }
}
