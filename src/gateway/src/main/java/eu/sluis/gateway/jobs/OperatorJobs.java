package eu.sluis.gateway.jobs;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.OperatorJobView;
import eu.sluis.contract.api.Page;
import eu.sluis.contract.document.Resources;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** All tenants' jobs through the worker's role, which can read no more of them than this. */
@ApplicationScoped
class OperatorJobs {

    Page<OperatorJobView> page(Handle handle, Cursor after, Limit limit) {
        List<OperatorJobView> rows =
                handle.createQuery(
                                """
                                SELECT j.id, j.tenant, j.state, j.site, j.cpus, j.memory_mebibytes, j.seconds,
                                       j.accepted, a.id AS attempt, a.cluster_job
                                FROM job j LEFT JOIN attempt a
                                  ON a.tenant = j.tenant AND a.job = j.id AND a.number = j.fence
                                WHERE (j.accepted, j.id) > (:accepted, :id)
                                ORDER BY j.accepted, j.id LIMIT :rows
                                """)
                        .bind("accepted", after.created())
                        .bind("id", after.uuid())
                        .bind("rows", limit.rows() + 1)
                        .map((row, context) -> view(row))
                        .list();
        return Cursor.page(
                rows, limit, job -> new Cursor(job.accepted(), job.id().toString()), job -> job);
    }

    private static OperatorJobView view(ResultSet row) throws SQLException {
        String site = row.getString("site");
        UUID attempt = row.getObject("attempt", UUID.class);
        return new OperatorJobView(
                new JobId(row.getObject("id", UUID.class)),
                new TenantId(row.getObject("tenant", UUID.class)),
                JobState.valueOf(row.getString("state")),
                site == null ? null : new SiteName(site),
                attempt == null ? null : new AttemptId(attempt),
                row.getString("cluster_job"),
                new Resources(
                        row.getInt("cpus"),
                        row.getLong("memory_mebibytes"),
                        row.getLong("seconds")),
                row.getTimestamp("accepted").toInstant());
    }
}
