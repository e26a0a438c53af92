package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The rows of attempts. */
@ApplicationScoped
class AttemptStore {

    private static final String LIVE =
            """
            SELECT a.tenant, a.id, a.job, a.number, a.site, a.state, a.cluster_job, a.account, a.created,
                   a.lease_until + interval '%d seconds' < clock_timestamp() AS lease_lapsed,
                   j.cancel_requested, j.attempts AS allowed,
                   (SELECT count(*) FROM attempt o WHERE o.tenant = a.tenant AND o.job = a.job
                      AND o.lease_until IS NOT NULL) AS released
            FROM attempt a JOIN job j ON j.tenant = a.tenant AND j.id = a.job
            """
                    .formatted(Leases.MARGIN.toSeconds());

    /** All attempts at a site that have not ended; for the worker's role. */
    List<LiveAttempt> live(Handle handle, SiteName site) {
        return handle.createQuery(LIVE + "WHERE a.site = :site AND a.ended IS NULL")
                .bind("site", site)
                .map((row, context) -> live(row))
                .list();
    }

    /** The users whose attempts of the last day a site may still show; for the worker's role. */
    Set<String> users(Handle handle, SiteName site) {
        return handle.createQuery(
                        """
                        SELECT DISTINCT account FROM attempt
                        WHERE site = :site AND (ended IS NULL OR ended > now() - interval '1 day')
                        """)
                .bind("site", site)
                .mapTo(String.class)
                .set();
    }

    /** One attempt, ended or not. */
    Optional<LiveAttempt> find(Handle handle, AttemptId attempt) {
        return handle.createQuery(LIVE + "WHERE a.id = :id")
                .bind("id", attempt)
                .map((row, context) -> live(row))
                .findOne();
    }

    /** One attempt, locked until the transaction ends; for the tenants' role. */
    Optional<LiveAttempt> lock(Handle handle, AttemptId attempt) {
        return handle.createQuery(LIVE + "WHERE a.id = :id FOR UPDATE OF a, j")
                .bind("id", attempt)
                .map((row, context) -> live(row))
                .findOne();
    }

    /** The attempt that holds the job's fencing token, ended or not. */
    Optional<LiveAttempt> current(Handle handle, JobId job) {
        return handle.createQuery(LIVE + "WHERE a.job = :job AND a.number = j.fence")
                .bind("job", job)
                .map((row, context) -> live(row))
                .findOne();
    }

    /** Records that a key was released to its runner; false if it was past that already. */
    boolean released(Handle handle, AttemptId id, Duration lease) {
        return handle.createUpdate(
                                """
                                UPDATE attempt SET state = 'released',
                                    lease_until = clock_timestamp() + :seconds * interval '1 second'
                                WHERE id = :id AND state IN ('submitting', 'held', 'queued')
                                """)
                        .bind("id", id)
                        .bind("seconds", lease.toSeconds())
                        .execute()
                == 1;
    }

    /** When an attempt ended, if it is known and has. */
    Optional<Instant> ended(Handle handle, AttemptId attempt) {
        return handle.createQuery("SELECT ended FROM attempt WHERE id = :id AND ended IS NOT NULL")
                .bind("id", attempt)
                .map((row, context) -> row.getTimestamp("ended").toInstant())
                .findOne();
    }

    void insert(Handle handle, AttemptId id, JobId job, long fence, SiteName site, String account) {
        handle.createUpdate(
                        """
                        INSERT INTO attempt (tenant, id, job, number, site, state, account)
                        VALUES (current_tenant(), :id, :job, :number, :site, 'submitting', :account)
                        """)
                .bind("id", id)
                .bind("job", job)
                .bind("number", fence)
                .bind("site", site)
                .bind("account", account)
                .execute();
    }

    /** Moves an attempt on; false if it was not in {@code from} any more. */
    boolean move(Handle handle, AttemptId id, AttemptState from, AttemptState to) {
        return handle.createUpdate(
                                """
                                UPDATE attempt SET state = :to,
                                    ended = CASE WHEN :to = 'ended' THEN now() END
                                WHERE id = :id AND state = :from
                                """)
                        .bind("id", id)
                        .bind("from", from.stored())
                        .bind("to", to.stored())
                        .execute()
                == 1;
    }

    /** Records where the cluster has it, and that it is held there. */
    boolean submitted(Handle handle, AttemptId id, String clusterJob) {
        return handle.createUpdate(
                                """
                                UPDATE attempt SET state = 'held', cluster_job = :cluster_job
                                WHERE id = :id AND state = 'submitting'
                                """)
                        .bind("id", id)
                        .bind("cluster_job", clusterJob)
                        .execute()
                == 1;
    }

    /**
     * Lets the runner of a released attempt go on from now; false if its lease and the margin are
     * past, for then it may have been given up.
     */
    boolean renew(Handle handle, AttemptId id, Duration lease) {
        return handle.createUpdate(
                                """
                                UPDATE attempt SET lease_until = clock_timestamp() + :seconds * interval '1 second'
                                WHERE id = :id AND state = 'released'
                                  AND lease_until + :margin * interval '1 second' > clock_timestamp()
                                """)
                        .bind("id", id)
                        .bind("seconds", lease.toSeconds())
                        .bind("margin", Leases.MARGIN.toSeconds())
                        .execute()
                == 1;
    }

    private static LiveAttempt live(ResultSet row) throws SQLException {
        return new LiveAttempt(
                new TenantId(row.getObject("tenant", UUID.class)),
                new AttemptId(row.getObject("id", UUID.class)),
                new JobId(row.getObject("job", UUID.class)),
                row.getLong("number"),
                new SiteName(row.getString("site")),
                AttemptState.of(row.getString("state")),
                row.getString("cluster_job"),
                row.getString("account"),
                row.getLong("released"),
                row.getLong("allowed"),
                row.getBoolean("lease_lapsed"),
                row.getTimestamp("created").toInstant(),
                row.getBoolean("cancel_requested"));
    }
}
