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
 * @param leaseUntil until when its runner may go on, once a key was released
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
        @Nullable Instant leaseUntil,
        Instant created,
        boolean cancelRequested) {

    boolean olderThan(java.time.Duration age, Instant now) {
        return created.plus(age).isBefore(now);
    }

    /** Whether a key may still be released to its runner, as far as the attempt alone says. */
    boolean unredeemed() {
        return switch (state) {
            case SUBMITTING, HELD, QUEUED -> true;
            case RELEASED, ENDED -> false;
        };
    }

    boolean leaseLapsed(Instant now) {
        return leaseUntil == null || leaseUntil.isBefore(now);
    }
}
