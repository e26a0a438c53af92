package eu.sluis.contract.document;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;

/**
 * The custodian's word that {@code recipient} is where data for this dataset is sealed to.
 *
 * @param label the digest of the dataset's label, to which the wrapped identity is bound
 */
public record DatasetRecipient(TenantId tenant, DatasetId dataset, Digest label, String recipient)
        implements Document {

    public DatasetRecipient {
        Require.present(tenant, "tenant");
        Require.present(dataset, "dataset");
        Require.present(label, "label");
        Require.present(recipient, "recipient");
    }
}
