package eu.sluis.gateway.datasets;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.document.DatasetRecipient;
import eu.sluis.gateway.custody.Custodian;
import eu.sluis.gateway.custody.WrappedIdentity;
import eu.sluis.gateway.platform.TenantScope;
import eu.sluis.seal.Recipient;
import java.time.Instant;

/** A row of {@code dataset} as it was read; nothing in it is believed yet. */
record DatasetRow(
        ProjectId project,
        DatasetKind kind,
        String name,
        Signed recipient,
        WrappedIdentity identity,
        Instant created) {

    /**
     * The dataset, if the custodian signed for this label, id and tenant.
     *
     * @throws ProblemException custody-refused if the row was edited or moved
     */
    Dataset verified(TenantScope scope, Custodian custodian) {
        DatasetRecipient signed = custodian.open(recipient, DatasetRecipient.class);
        boolean same =
                signed.tenant().equals(scope.tenant())
                        && signed.dataset().equals(identity.dataset())
                        && signed.label().equals(identity.labelDigest());
        if (!same) {
            throw new ProblemException(
                    ProblemType.CUSTODY_REFUSED,
                    "dataset " + identity.dataset() + " is not as the custodian signed it");
        }
        return new Dataset(
                identity.dataset(),
                project,
                kind,
                name,
                identity.readLabel(),
                Recipient.parse(signed.recipient()),
                recipient,
                identity,
                created);
    }
}
