package eu.sluis.contract.api;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.document.Resources;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job as the operator of the machine sees it: no names, nothing sealed. */
public record OperatorJobView(
        JobId id,
        TenantId tenant,
        JobState state,
        @Nullable SiteName site,
        @Nullable AttemptId attempt,
        @Nullable String clusterJob,
        Resources resources,
        Instant accepted) {}
