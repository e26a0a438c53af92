package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has not ended, as the worker's role sees it.
 *
 * @param fence the attempt's number; it can commit while the job holds the same
 * @param clusterJob the cluster's id that was recorded: where to look, not who it is
 * @param released how many of the job's attempts were given a key
 * @param allowed how many the intent allows
 * @param leaseLapsed whether a key was released and its runner has certainly stopped: its lease and
 *     the margin are past, by the database's clock
 */
record LiveAttempt(
        TenantId tenant,
        AttemptId id,
        JobId job,
        long fence,
        SiteName site,
        AttemptState state,
        @Nullable String clusterJob,
        String account,
        long released,
        long allowed,
        boolean leaseLapsed,
        Instant created,
        boolean cancelRequested) {

    /** Whether a key may still be released to its runner, as far as the attempt alone says. */
    boolean unredeemed() {
        return switch (state) {
            case SUBMITTING, HELD, QUEUED -> true;
            case RELEASED, ENDED -> false;
        };
    }

    /** Whether the intent allows that a further attempt be given a key. */
    boolean mayBeRepeated() {
        return released < allowed;
    }
}
