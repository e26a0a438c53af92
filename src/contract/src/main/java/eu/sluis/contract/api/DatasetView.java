package eu.sluis.contract.api;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Label;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Signed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dataset.
 *
 * @param kind {@code dataset} or {@code case}
 * @param recipient a {@code sluis.dataset-recipient.v1}, signed by the custodian
 * @param latest the newest closed version, if there is one
 */
public record DatasetView(
        DatasetId id,
        ProjectId project,
        String kind,
        String name,
        Label label,
        Signed recipient,
        @Nullable VersionView latest,
        Instant created) {}
