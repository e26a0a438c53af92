package eu.sluis.contract.document;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.Require;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.VersionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks to open one version at its owner's side.
 *
 * @param manifest absent while the version is still being written (logs of a running job)
 * @param recipient the fresh age recipient to which the key file is re-addressed
 */
public record OpenIntent(
        IntentId id,
        TenantId tenant,
        DatasetId dataset,
        VersionId version,
        @Nullable Digest manifest,
        String recipient,
        String purpose,
        Instant notAfter)
        implements Intent {

    public OpenIntent {
        Require.present(id, "id");
        Require.present(tenant, "tenant");
        Require.present(dataset, "dataset");
        Require.present(version, "version");
        Require.present(recipient, "recipient");
        Require.purpose(purpose);
        Require.present(notAfter, "notAfter");
    }
}
