package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.document.ArrayTasks;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.audit.Audit;
import eu.sluis.gateway.clusters.AttemptOrder;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Submission;
import eu.sluis.gateway.platform.CrossTenant;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Brings accepted jobs to their cluster: attempt row, held submission, recorded, let go.
 *
 * <p>The row is committed before anything is sent, so that whatever comes to be on a cluster is
 * known by its UUID; a lost answer leaves the attempt to {@link Reconcile}.
 */
@ApplicationScoped
class Dispatch {

    private static final Logger LOG = Logger.getLogger(Dispatch.class);
    private static final int AT_ONCE = 32;

    private final Database database;
    private final JobStore jobs;
    private final AttemptStore attempts;
    private final Awaited awaited;
    private final Endings endings;
    private final Clock clock;
    private final Placement placement;
    private final Accounts accounts;
    private final SiteLeases leases;
    private final SiteWork work;
    private final Audit audit;

    Dispatch(
            Database database,
            JobStore jobs,
            AttemptStore attempts,
            Awaited awaited,
            Endings endings,
            Clock clock,
            Placement placement,
            Accounts accounts,
            SiteLeases leases,
            SiteWork work,
            Audit audit) {
        this.database = database;
        this.jobs = jobs;
        this.attempts = attempts;
        this.awaited = awaited;
        this.endings = endings;
        this.clock = clock;
        this.placement = placement;
        this.accounts = accounts;
        this.leases = leases;
        this.work = work;
        this.audit = audit;
    }

    private record Waiting(TenantId tenant, JobId job) {}

    /** Dispatches what waits for a site. */
    void waiting(SiteFence fence, Cluster cluster) throws ClusterUnreachable {
        for (Waiting waiting : candidates(fence.site())) {
            Optional<AttemptOrder> order = prepared(fence, waiting, cluster);
            if (order.isPresent()) {
                FaultPoint.BEGUN.reach();
                send(fence, cluster, order.get());
            }
        }
    }

    /** One job's trouble must not hold up the others; a row that was edited ends its job. */
    private Optional<AttemptOrder> prepared(SiteFence fence, Waiting waiting, Cluster cluster) {
        TenantScope scope = Callers.worker(waiting.tenant, "dispatch");
        try {
            return database.inTenant(
                    scope,
                    handle -> {
                        leases.require(handle, fence);
                        return prepare(handle, scope, waiting.job, fence.site(), cluster);
                    });
        } catch (ProblemException e) {
            LOG.errorf(e, "event=job-not-dispatched job=%s", waiting.job);
            database.inTenant(
                    scope,
                    handle -> {
                        leases.require(handle, fence);
                        setAside(handle, scope, waiting.job, e);
                        return null;
                    });
            return Optional.empty();
        }
    }

    /** What fails for the moment only, such as an audit log that cannot be written, ends no job. */
    private void setAside(Handle handle, TenantScope scope, JobId job, ProblemException e) {
        if (e.type() == ProblemType.CUSTODY_REFUSED) {
            endings.end(handle, scope, job, JobState.REFUSED, e.detail(), e.type());
        } else {
            jobs.postpone(handle, job, "it could not be dispatched: " + e.type().title());
        }
    }

    /**
     * Accepted jobs without a live attempt, whose time has come and which wait for nobody. The
     * pause after the last one grows with their number, two seconds for each, to five minutes. Each
     * tenant's oldest come before anybody's second.
     */
    private List<Waiting> candidates(SiteName site) {
        return database.acrossTenants(
                CrossTenant.RECONCILE,
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT j.tenant, j.id FROM job j
                                        WHERE j.state = 'ACCEPTED' AND j.ended IS NULL AND j.site = :site
                                          AND NOT EXISTS (SELECT 1 FROM attempt a
                                              WHERE a.tenant = j.tenant AND a.job = j.id
                                                AND (a.ended IS NULL
                                                  OR a.ended > now() - least(j.fence, 150) * interval '2 seconds'))
                                          AND (j.not_before IS NULL OR j.not_before <= now())
                                          AND (j.next_try IS NULL OR j.next_try <= now())
                                          AND NOT EXISTS (SELECT FROM job_wait w
                                              JOIN job o ON o.tenant = w.tenant AND o.intent_id = w.awaited
                                              WHERE w.tenant = j.tenant AND w.intent_id = j.intent_id AND o.ended IS NULL
                                                AND NOT (w.condition = 'started' AND o.started IS NOT NULL))
                                          AND (j.element IS NULL OR j.at_once > (SELECT count(*)
                                              FROM attempt a JOIN job e ON e.tenant = a.tenant AND e.id = a.job
                                              WHERE e.tenant = j.tenant AND e.intent_id = j.intent_id AND a.ended IS NULL))
                                        ORDER BY row_number() OVER (PARTITION BY j.tenant ORDER BY j.accepted, j.element),
                                            j.accepted
                                        LIMIT :most
                                        """)
                                .bind("site", site)
                                .bind("most", AT_ONCE)
                                .map((row, context) ->
                                        new Waiting(
                                                new TenantId(row.getObject("tenant", UUID.class)),
                                                new JobId(row.getObject("id", UUID.class))))
                                .list());
    }

    /** Decides once more and writes the attempt's row; empty if there is nothing to send. */
    private Optional<AttemptOrder> prepare(
            Handle handle, TenantScope scope, JobId id, SiteName site, Cluster cluster) {
        Optional<JobRow> found = jobs.lock(handle, id);
        if (found.isEmpty() || taken(handle, found.get())) {
            return Optional.empty();
        }
        JobRow job = found.get();
        if (job.cancelRequested()) {
            endings.end(
                    handle,
                    scope,
                    id,
                    JobState.CANCELLED,
                    "cancelled before it was dispatched",
                    null);
            return Optional.empty();
        }
        RunIntent intent = job.runIntent();
        if (!clock.instant().isBefore(intent.notAfter())) {
            endings.end(
                    handle,
                    scope,
                    id,
                    JobState.REFUSED,
                    "the intent ended at " + intent.notAfter() + ", before it could start",
                    ProblemType.INTENT_EXPIRED);
            return Optional.empty();
        }
        Optional<Long> other = awaited.endedOtherwise(handle, job.intentId());
        if (other.isPresent()) {
            endings.end(
                    handle,
                    scope,
                    id,
                    JobState.CANCELLED,
                    "job " + other.get() + ", which it waited for, ended otherwise",
                    null);
            return Optional.empty();
        }
        if (full(handle, intent)) {
            return Optional.empty();
        }
        return switch (placement.decide(handle, scope, "dispatch", id.value(), intent)) {
            case Placement.Refused refused -> {
                endings.end(
                        handle,
                        scope,
                        id,
                        JobState.REFUSED,
                        "no site may run it any more: " + refused.reason(),
                        ProblemType.REFUSED_BY_POLICY);
                yield Optional.empty();
            }
            case Placement.Placed placed -> place(handle, scope, job, placed, site, cluster);
        };
    }

    /** Whether somebody else, such as another replica, dispatched or ended it meanwhile. */
    private boolean taken(Handle handle, JobRow job) {
        return job.state() != JobState.ACCEPTED
                || attempts.current(handle, job.id())
                        .filter(attempt -> attempt.state() != AttemptState.ENDED)
                        .isPresent();
    }

    /** Whether as many elements of the array are on clusters as may be at once. */
    private boolean full(Handle handle, RunIntent intent) {
        ArrayTasks array = intent.array();
        if (array == null) {
            return false;
        }
        jobs.serialize(handle, "array " + intent.id());
        return jobs.onClusters(handle, intent.id()) >= array.atOnce();
    }

    private Optional<AttemptOrder> place(
            Handle handle,
            TenantScope scope,
            JobRow job,
            Placement.Placed placed,
            SiteName site,
            Cluster cluster) {
        if (!placed.allowed().contains(site)) {
            // That site's own loop takes it from here.
            jobs.fence(handle, job.id(), job.fence(), placed.allowed().getFirst());
            return Optional.empty();
        }
        Optional<String> account = accounts.of(handle, site, job.project(), cluster.accounts());
        if (account.isEmpty()) {
            jobs.postpone(handle, job.id(), "site " + site + " has no free user for this project");
            return Optional.empty();
        }
        return Optional.of(begin(handle, scope, job, site, account.get()));
    }

    private AttemptOrder begin(
            Handle handle, TenantScope scope, JobRow job, SiteName site, String account) {
        AttemptId attempt = new AttemptId(UUID.randomUUID());
        long fence = job.fence() + 1;
        attempts.insert(handle, attempt, job.id(), fence, site, account);
        jobs.fence(handle, job.id(), fence, site);
        jobs.reason(handle, job.id(), null);
        audit.append(
                handle,
                scope,
                "attempt.begun",
                Map.of("job", job.id(), "attempt", attempt, "site", site, "fence", fence));
        RunIntent intent = job.runIntent();
        return new AttemptOrder(attempt, intent.resources(), account);
    }

    private void send(SiteFence fence, Cluster cluster, AttemptOrder order)
            throws ClusterUnreachable {
        Submission outcome = cluster.submit(order);
        FaultPoint.SUBMITTED.reach();
        LiveAttempt attempt =
                database.acrossTenants(
                                CrossTenant.RECONCILE,
                                handle -> attempts.find(handle, order.attempt()))
                        .orElseThrow();
        switch (outcome) {
            case Submission.Submitted submitted -> {
                work.submitted(fence, attempt, submitted.clusterJob());
                FaultPoint.RECORDED.reach();
                work.letGo(fence, cluster, attempt, submitted.clusterJob());
            }
            case Submission.NotSubmitted not when not.again() -> {
                work.again(fence, attempt, not.reason());
                // Nor will it take the next one now.
                throw new ClusterUnreachable(not.reason());
            }
            case Submission.Later later -> work.again(fence, attempt, later.reason());
            case Submission.NotSubmitted not ->
                    work.end(fence, attempt, JobState.FAILED, not.reason());
            case Submission.Unknown unknown -> {
                LOG.warnf(
                        "event=submission-unknown attempt=%s what=\"%s\"",
                        order.attempt(), unknown.reason());
                work.unknown(fence, attempt);
                // A cluster that loses answers is asked for no more in this round.
                throw new ClusterUnreachable(unknown.reason());
            }
        }
    }
}
