package eu.sluis.gateway.custody;

import eu.sluis.contract.Signed;

/**
 * A fresh dataset identity.
 *
 * @param identity to be kept with the dataset
 * @param recipient a {@code sluis.dataset-recipient.v1}, signed by the custodian
 */
public record NewIdentity(WrappedIdentity identity, Signed recipient) {}
