package eu.sluis.contract.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.RunnerPhase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job.
 *
 * @param number counts the tenant's jobs from 1; the elements of an array share theirs
 * @param element which one of an array; absent for other jobs
 * @param site where it was placed, once it was
 * @param phase what the runner says it does, while it runs
 * @param reason in words, where the state alone does not say why
 * @param problem the code of the problem type behind the reason, where there is one
 * @param exit how the payload ended, once it has
 * @param output the version with outputs and logs, once the runner has begun it
 * @param receipt a {@code sluis.receipt.v1}, once committed
 */
public record JobView(
        JobId id,
        long number,
        @Nullable Integer element,
        ProjectId project,
        IntentId intent,
        @JsonProperty("case") DatasetId theCase,
        JobState state,
        @Nullable SiteName site,
        @Nullable RunnerPhase phase,
        @Nullable String reason,
        @Nullable String problem,
        @Nullable Exit exit,
        @Nullable VersionId output,
        @Nullable Signed receipt,
        Instant accepted,
        @Nullable Instant started,
        @Nullable Instant ended) {}
