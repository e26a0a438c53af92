package eu.sluis.gateway.datasets;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.api.DatasetView;
import eu.sluis.contract.api.VersionView;
import eu.sluis.gateway.custody.WrappedIdentity;
import eu.sluis.seal.Recipient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dataset whose recipient the custodian signed for exactly this tenant, id and label.
 *
 * @param label its own; that of tenant and project bind it too, see {@link Datasets#labels}
 * @param recipient where its key files are sealed to
 * @param signedRecipient the {@code sluis.dataset-recipient.v1} that says so
 */
public record Dataset(
        DatasetId id,
        ProjectId project,
        DatasetKind kind,
        String name,
        Label label,
        Recipient recipient,
        Signed signedRecipient,
        WrappedIdentity identity,
        Instant created) {

    /** As it is shown. */
    public DatasetView view(@Nullable VersionView latest) {
        return new DatasetView(
                id, project, kind.word(), name, label, signedRecipient, latest, created);
    }
}
