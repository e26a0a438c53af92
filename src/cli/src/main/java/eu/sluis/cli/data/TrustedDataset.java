package eu.sluis.cli.data;

import eu.sluis.cli.outcome.Failure;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Label;
import eu.sluis.contract.Recipients;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.contract.document.Enrolment;
import eu.sluis.custody.Documents;
import eu.sluis.custody.Labels;
import eu.sluis.seal.BadSignature;
import eu.sluis.seal.Recipient;
import java.util.List;

/**
 * A dataset whose recipient and label the pinned custodian signed.
 *
 * <p>Limit: names are the gateway's word; only ids, label and recipient are signed.
 */
public record TrustedDataset(DatasetId id, Label label, Recipient recipient) {

    /**
     * Verifies what the gateway says of a dataset.
     *
     * @throws Failure if the custodian did not sign this recipient for this tenant, dataset and
     *     label, or it is a classic recipient where the label demands a hybrid one
     */
    public static TrustedDataset verified(DatasetView view, Enrolment enrolment) {
        DatasetRecipient signed = signed(view, enrolment);
        boolean same =
                signed.tenant().equals(enrolment.tenant())
                        && signed.dataset().equals(view.id())
                        && signed.label().equals(view.label().digest());
        if (!same) {
            throw Failure.untrusted(
                    "the custodian signed the recipient for another tenant, dataset or label");
        }
        Recipient recipient = Recipient.parse(signed.recipient());
        if (view.label().recipients() == Recipients.HYBRID && !recipient.postQuantum()) {
            throw Failure.untrusted("the recipient is classic, the dataset's label demands hybrid");
        }
        return new TrustedDataset(view.id(), view.label(), recipient);
    }

    /**
     * Returns if this label allows nothing that one of {@code inputs} forbids.
     *
     * @throws Failure otherwise
     */
    public void requireWithin(List<TrustedDataset> inputs) {
        Label own = Labels.meet(label, label);
        for (TrustedDataset input : inputs) {
            if (!Labels.meet(label, input.label()).equals(own)) {
                throw Failure.untrusted("the case's label allows more than its inputs do");
            }
        }
    }

    private static DatasetRecipient signed(DatasetView view, Enrolment enrolment) {
        try {
            return Documents.open(view.recipient(), enrolment.custodian(), DatasetRecipient.class);
        } catch (BadSignature | InvalidValue e) {
            throw Failure.untrusted(
                    "the dataset's recipient is not signed by the pinned custodian");
        }
    }
}
