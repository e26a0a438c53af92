package eu.sluis.gateway.jobs;

import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.IntentId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.Signed;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.RunnerPhase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored.
 *
 * @param fence the number of the attempt that may commit; 0 before the first
 */
record JobRow(
        JobId id,
        long number,
        @Nullable Integer element,
        ProjectId project,
        IntentId intentId,
        Signed intent,
        Digest intentKey,
        DatasetId theCase,
        JobState state,
        @Nullable SiteName site,
        long fence,
        boolean cancelRequested,
        @Nullable RunnerPhase phase,
        @Nullable String reason,
        @Nullable String problem,
        byte @Nullable [] exit,
        @Nullable VersionId output,
        @Nullable Signed receipt,
        Instant accepted,
        @Nullable Instant started,
        @Nullable Instant ended) {

    /** The intent, whose signature was verified when it was accepted. */
    RunIntent runIntent() {
        return Json.readCanonical(intent.document(), RunIntent.class);
    }

    JobView view() {
        return new JobView(
                id,
                number,
                element,
                project,
                intentId,
                theCase,
                state,
                site,
                state == JobState.RUNNING ? phase : null,
                reason,
                problem,
                exit == null ? null : Json.readCanonical(exit, Exit.class),
                output,
                receipt,
                accepted,
                started,
                ended);
    }
}
