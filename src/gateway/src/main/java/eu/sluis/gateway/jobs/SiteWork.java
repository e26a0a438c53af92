package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.api.JobState;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Carries out what {@link Reconcile} concludes. */
@ApplicationScoped
class SiteWork {

    private static final Logger LOG = Logger.getLogger(SiteWork.class);

    /** A runner that has committed needs a moment to end; after that it is a ghost. */
    private static final Duration ENDING = Duration.ofSeconds(60);

    private final Database database;
    private final SiteLeases leases;
    private final JobStore jobs;
    private final AttemptStore attempts;
    private final Audit audit;
    private final Clock clock;

    SiteWork(
            Database database,
            SiteLeases leases,
            JobStore jobs,
            AttemptStore attempts,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.leases = leases;
        this.jobs = jobs;
        this.attempts = attempts;
        this.audit = audit;
        this.clock = clock;
    }

    List<LiveAttempt> live(SiteName site) {
        return database.acrossTenants(CrossTenant.RECONCILE, handle -> attempts.live(handle, site));
    }

    /** The users that the cluster is to be asked about. */
    Set<String> users(SiteName site) {
        return database.acrossTenants(
                CrossTenant.RECONCILE, handle -> attempts.users(handle, site));
    }

    /**
     * Moves an attempt on.
     *
     * @param unseen for how long the cluster, answering, has not shown it
     * @param news whether the sighting is another than last time
     */
    void step(
            SiteFence fence,
            Cluster cluster,
            LiveAttempt attempt,
            @Nullable Sighting seen,
            Duration unseen,
            boolean news)
            throws ClusterUnreachable {
        switch (Reconcile.next(attempt, seen, unseen)) {
            case Reconcile.Step.Nothing nothing -> showProgress(fence, attempt, seen, news);
            case Reconcile.Step.Adopt adopt -> submitted(fence, attempt, adopt.clusterJob());
            case Reconcile.Step.LetGo letGo -> letGo(fence, cluster, attempt, letGo.clusterJob());
            case Reconcile.Step.Cancel cancel ->
                    cluster.cancel(cancel.clusterJob(), attempt.id(), attempt.account());
            case Reconcile.Step.Again again -> again(fence, attempt, again.why());
            case Reconcile.Step.End end -> end(fence, attempt, end.state(), end.why());
        }
    }

    /** Records that the cluster has the attempt, under which id. */
    void submitted(SiteFence fence, LiveAttempt attempt, String clusterJob) {
        inScope(fence, attempt, handle -> attempts.submitted(handle, attempt.id(), clusterJob));
    }

    /** Says that a submission's outcome is not known; what the cluster shows will tell. */
    void unknown(SiteFence fence, LiveAttempt attempt) {
        inScope(
                fence,
                attempt,
                handle -> {
                    jobs.reason(
                            handle,
                            attempt.job(),
                            "it is not known yet whether the cluster took the submission");
                    return null;
                });
    }

    /** Lets a recorded attempt go: recorded first, so that whatever starts is known. */
    void letGo(SiteFence fence, Cluster cluster, LiveAttempt attempt, String clusterJob)
            throws ClusterUnreachable {
        cluster.release(clusterJob, attempt.id(), attempt.account());
        FaultPoint.LET_GO.reach();
        inScope(
                fence,
                attempt,
                handle ->
                        attempts.move(handle, attempt.id(), AttemptState.HELD, AttemptState.QUEUED)
                                && jobs.move(handle, attempt.job(), JobState.PENDING));
    }

    private void showProgress(
            SiteFence fence, LiveAttempt attempt, @Nullable Sighting seen, boolean news) {
        if (attempt.state() == AttemptState.HELD && seen != null) {
            // Let go by a call whose answer was lost.
            inScope(
                    fence,
                    attempt,
                    handle ->
                            attempts.move(
                                            handle,
                                            attempt.id(),
                                            AttemptState.HELD,
                                            AttemptState.QUEUED)
                                    && jobs.move(handle, attempt.job(), JobState.PENDING));
        }
        if (news && seen instanceof Sighting.Queued queued) {
            inScope(
                    fence,
                    attempt,
                    handle -> {
                        jobs.reason(
                                handle,
                                attempt.job(),
                                "waits on the cluster: " + words(queued.reason()));
                        return null;
                    });
        }
    }

    /** Slurm's reasons are words of letters; anything else is not repeated. */
    private static String words(String reason) {
        return reason.matches("[A-Za-z0-9_]{1,60}") ? reason : "no reason given";
    }

    /**
     * Ends the attempt; the job goes back to where it can be dispatched. Not so a job of which it
     * was noted why no key was released: it ends for that reason.
     */
    void again(SiteFence fence, LiveAttempt attempt, String why) {
        inScope(
                fence,
                attempt,
                handle -> {
                    if (!attempts.move(handle, attempt.id(), attempt.state(), AttemptState.ENDED)) {
                        return null;
                    }
                    if (attempt.unredeemed() && jobs.noted(handle, attempt.job())) {
                        jobs.end(handle, attempt.job(), JobState.FAILED, why, null);
                        leaf(handle, attempt, "job.ended", why);
                        return null;
                    }
                    jobs.again(handle, attempt.job(), why + "; it is tried again");
                    leaf(handle, attempt, "attempt.given-up", why);
                    return null;
                });
    }

    /** Ends the attempt and the job with it. */
    void end(SiteFence fence, LiveAttempt attempt, JobState state, String why) {
        inScope(
                fence,
                attempt,
                handle -> {
                    if (attempts.move(handle, attempt.id(), attempt.state(), AttemptState.ENDED)
                            && jobs.end(handle, attempt.job(), state, why, null)) {
                        leaf(handle, attempt, "job.ended", why);
                    }
                    return null;
                });
    }

    /**
     * Something on the cluster bears the UUID of an attempt that has ended, or of none of ours. A
     * ghost is cancelled; what another gateway may have started is left alone.
     */
    void leftover(Cluster cluster, AttemptId id, Sighting seen) throws ClusterUnreachable {
        if (seen instanceof Sighting.Ended) {
            cluster.forget(id);
            return;
        }
        Optional<LiveAttempt> ghost =
                database.acrossTenants(
                        CrossTenant.RECONCILE,
                        handle ->
                                attempts.ended(handle, id)
                                        .filter(ended -> !stillEnding(seen, ended))
                                        .flatMap(ended -> attempts.find(handle, id)));
        if (ghost.isPresent()) {
            LOG.warnf("event=ghost attempt=%s cluster_job=%s", id, seen.clusterJob());
            cluster.cancel(seen.clusterJob(), id, ghost.get().account());
        }
    }

    private boolean stillEnding(Sighting seen, Instant ended) {
        return seen instanceof Sighting.Running && ended.plus(ENDING).isAfter(clock.instant());
    }

    private void leaf(Handle handle, LiveAttempt attempt, String act, String why) {
        audit.append(
                handle,
                scope(attempt),
                act,
                Map.of("job", attempt.job(), "attempt", attempt.id(), "why", why));
    }

    private static TenantScope scope(LiveAttempt attempt) {
        return Callers.worker(attempt.tenant(), "reconcile");
    }

    private <T extends @Nullable Object> void inScope(
            SiteFence fence,
            LiveAttempt attempt,
            org.jdbi.v3.core.HandleCallback<T, RuntimeException> change) {
        database.inTenant(
                scope(attempt),
                handle -> {
                    leases.require(handle, fence);
                    return change.withHandle(handle);
                });
    }
}
