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
import eu.sluis.contract.document.ArrayTasks;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.RunnerPhase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of jobs; each change of state is compare-and-set against "not ended". */
@ApplicationScoped
class JobStore {

    private static final String ALL =
            """
            SELECT id, number, element, project, intent_id, intent, intent_signature, intent_key, case_dataset, state, site,
                   fence, cancel_requested, phase, reason, problem, exit, output, receipt,
                   receipt_signature, accepted, started, ended
            FROM job
            """;

    /**
     * Numbers and stores an accepted job, every element of it.
     *
     * @param reason why it waits, if it does
     * @return the first element
     */
    JobRow insert(
            Handle handle,
            RunIntent intent,
            Signed signed,
            Digest key,
            SiteName site,
            @Nullable String reason) {
        @Nullable ArrayTasks array = intent.array();
        List<@Nullable Integer> elements =
                array == null ? Collections.singletonList(null) : List.copyOf(array.elements());
        handle.createUpdate(
                        """
                        INSERT INTO job (tenant, id, number, element, at_once, project, intent_id, intent,
                            intent_signature, intent_key, case_dataset, state, site, cpus, memory_mebibytes,
                            seconds, attempts, not_before, reason)
                        SELECT current_tenant(), gen_random_uuid(), :number, element, :at_once, :project,
                            :intent_id, :intent, :signature, :key, :case, 'ACCEPTED', :site, :cpus, :memory,
                            :seconds, :attempts, :not_before, :reason
                        FROM unnest(:elements) AS element
                        """)
                .bind("number", nextNumber(handle))
                .bindArray("elements", Integer.class, elements)
                .bind("at_once", array == null ? 1 : array.atOnce())
                .bind("project", intent.project())
                .bind("intent_id", intent.id())
                .bind("intent", signed.document())
                .bind("signature", signed.signature())
                .bind("key", key)
                .bind("case", intent.theCase())
                .bind("site", site)
                .bind("cpus", intent.resources().cpus())
                .bind("memory", intent.resources().memoryMebibytes())
                .bind("seconds", intent.resources().seconds())
                .bind("attempts", intent.attempts())
                .bind("not_before", intent.notBefore())
                .bind("reason", reason)
                .execute();
        return byIntent(handle, intent.id()).orElseThrow();
    }

    private static long nextNumber(Handle handle) {
        return handle.createQuery(
                        """
                        UPDATE tenant SET next_job = next_job + 1 WHERE id = current_tenant()
                        RETURNING next_job - 1
                        """)
                .mapTo(Long.class)
                .one();
    }

    Optional<JobRow> find(Handle handle, JobId id) {
        return handle.createQuery(ALL + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** The job, locked until the transaction ends. */
    Optional<JobRow> lock(Handle handle, JobId id) {
        return handle.createQuery(ALL + "WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** The job of an intent; of an array the first element. */
    Optional<JobRow> byIntent(Handle handle, IntentId intent) {
        return handle.createQuery(
                        ALL + "WHERE intent_id = :intent ORDER BY element NULLS FIRST LIMIT 1")
                .bind("intent", intent)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** That element of an intent's array; without a number, the one job of another intent. */
    Optional<JobRow> element(Handle handle, IntentId intent, @Nullable Integer element) {
        return handle.createQuery(
                        ALL + "WHERE intent_id = :intent AND element IS NOT DISTINCT FROM :element")
                .bind("intent", intent)
                .bind("element", element)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** How many elements of an array have an attempt that has not ended. */
    int onClusters(Handle handle, IntentId intent) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM attempt a JOIN job j ON j.tenant = a.tenant AND j.id = a.job
                        WHERE j.intent_id = :intent AND a.ended IS NULL
                        """)
                .bind("intent", intent)
                .mapTo(Integer.class)
                .one();
    }

    boolean hasCase(Handle handle, DatasetId theCase) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM job WHERE case_dataset = :case)")
                .bind("case", theCase)
                .mapTo(Boolean.class)
                .one();
    }

    /** Waits for whoever else deals with what is named; until the transaction ends. */
    void serialize(Handle handle, String name) {
        handle.createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))::text")
                .bind("name", "job " + name)
                .mapTo(String.class)
                .one();
    }

    /**
     * Where a page begins.
     *
     * @param element -1 for a job without elements
     */
    record Place(long number, int element) {}

    /**
     * A page, newest first.
     *
     * @param projects those that the caller may see; absent for all
     * @param number only the job, or the elements, of this number, if it is given
     * @param before only jobs of a smaller number, or elements of the same with a smaller one
     */
    List<JobRow> page(
            Handle handle,
            Optional<Set<ProjectId>> projects,
            @Nullable JobState state,
            @Nullable Long number,
            Place before,
            int rows) {
        return handle.createQuery(
                        ALL
                                + """
                                WHERE (:all OR project = ANY (:projects))
                                  AND (number, coalesce(element, -1)) < (:number, :element)
                                  AND (:state::text IS NULL OR state = :state)
                                  AND (:only::bigint IS NULL OR number = :only)
                                ORDER BY number DESC, coalesce(element, -1) DESC LIMIT :rows
                                """)
                .bind("all", projects.isEmpty())
                .bindArray(
                        "projects",
                        UUID.class,
                        projects.orElse(Set.of()).stream().map(ProjectId::value).toArray())
                .bind("number", before.number())
                .bind("element", before.element())
                .bind("state", state == null ? null : state.name())
                .bind("only", number)
                .bind("rows", rows)
                .map((row, context) -> row(row))
                .list();
    }

    /** Moves an unfinished job on; false if it has ended. */
    boolean move(Handle handle, JobId id, JobState to) {
        return handle.createUpdate(
                                """
                                UPDATE job SET state = :state,
                                    started = CASE WHEN :state = 'RUNNING' THEN now() ELSE started END
                                WHERE id = :id AND ended IS NULL
                                """)
                        .bind("id", id)
                        .bind("state", to.name())
                        .execute()
                == 1;
    }

    /** Takes an unfinished job back to where it can be dispatched. */
    void again(Handle handle, JobId id, String reason) {
        handle.createUpdate(
                        """
                        UPDATE job SET state = 'ACCEPTED', phase = NULL, reason = :reason
                        WHERE id = :id AND ended IS NULL
                        """)
                .bind("id", id)
                .bind("reason", reason)
                .execute();
    }

    /** Whether it was noted why no key was released so far. */
    boolean noted(Handle handle, JobId id) {
        return handle.createQuery("SELECT problem IS NOT NULL FROM job WHERE id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** Gives the job's fencing token to a new attempt at a site. */
    void fence(Handle handle, JobId id, long fence, SiteName site) {
        handle.createUpdate("UPDATE job SET fence = :fence, site = :site WHERE id = :id")
                .bind("id", id)
                .bind("fence", fence)
                .bind("site", site)
                .execute();
    }

    /** Says in words why a job waits. */
    void reason(Handle handle, JobId id, @Nullable String reason) {
        handle.createUpdate("UPDATE job SET reason = :reason WHERE id = :id AND ended IS NULL")
                .bind("id", id)
                .bind("reason", reason)
                .execute();
    }

    /** Says in words why a job waits, and looks at it again in half a minute. */
    void postpone(Handle handle, JobId id, String reason) {
        handle.createUpdate(
                        """
                        UPDATE job SET reason = :reason, next_try = now() + interval '30 seconds'
                        WHERE id = :id AND ended IS NULL
                        """)
                .bind("id", id)
                .bind("reason", reason)
                .execute();
    }

    /** Notes why no key was released so far; changes no state. */
    void note(Handle handle, JobId id, String reason, String problem) {
        handle.createUpdate(
                        """
                        UPDATE job SET reason = :reason, problem = :problem
                        WHERE id = :id AND ended IS NULL AND started IS NULL
                        """)
                .bind("id", id)
                .bind("reason", reason)
                .bind("problem", problem)
                .execute();
    }

    /** A key was released: the job runs, and what was noted before is past. */
    void started(Handle handle, JobId id) {
        handle.createUpdate(
                        """
                        UPDATE job SET state = 'RUNNING', started = now(), reason = NULL, problem = NULL
                        WHERE id = :id AND ended IS NULL
                        """)
                .bind("id", id)
                .execute();
    }

    void phase(Handle handle, JobId id, RunnerPhase phase) {
        handle.createUpdate("UPDATE job SET phase = :phase WHERE id = :id AND ended IS NULL")
                .bind("id", id)
                .bind("phase", phase.name())
                .execute();
    }

    void output(Handle handle, JobId id, VersionId output) {
        handle.createUpdate("UPDATE job SET output = :output WHERE id = :id")
                .bind("id", id)
                .bind("output", output)
                .execute();
    }

    /**
     * Ends a job without a result; false if it has ended already.
     *
     * <p>A job that failed before a key was released, and of which it was noted why none was, is
     * refused for that reason.
     */
    boolean end(
            Handle handle,
            JobId id,
            JobState state,
            @Nullable String reason,
            @Nullable String problem) {
        return handle.createUpdate(
                                """
                                UPDATE job SET ended = now(),
                                    state = CASE WHEN noted THEN 'REFUSED' ELSE :state END,
                                    reason = CASE WHEN noted THEN reason ELSE :reason END,
                                    problem = CASE WHEN noted THEN problem ELSE :problem END
                                FROM (SELECT job.id AS noted_id, :state = 'FAILED' AND started IS NULL
                                          AND problem IS NOT NULL AND :problem::text IS NULL AS noted
                                      FROM job WHERE id = :id) AS before
                                WHERE id = noted_id AND ended IS NULL
                                """)
                        .bind("id", id)
                        .bind("state", state.name())
                        .bind("reason", reason)
                        .bind("problem", problem)
                        .execute()
                == 1;
    }

    /** Ends a job with its result, if {@code fence} still is the one that may commit. */
    boolean commit(Handle handle, JobId id, long fence, JobState state, Exit exit, Signed receipt) {
        return handle.createUpdate(
                                """
                                UPDATE job SET state = :state, exit = :exit, receipt = :receipt,
                                    receipt_signature = :signature, reason = NULL, ended = now()
                                WHERE id = :id AND fence = :fence AND ended IS NULL
                                """)
                        .bind("id", id)
                        .bind("fence", fence)
                        .bind("state", state.name())
                        .bind("exit", Json.canonical(exit))
                        .bind("receipt", receipt.document())
                        .bind("signature", receipt.signature())
                        .execute()
                == 1;
    }

    void requestCancel(Handle handle, JobId id) {
        handle.createUpdate(
                        "UPDATE job SET cancel_requested = true WHERE id = :id AND ended IS NULL")
                .bind("id", id)
                .execute();
    }

    private static JobRow row(ResultSet row) throws SQLException {
        String site = row.getString("site");
        String phase = row.getString("phase");
        UUID output = row.getObject("output", UUID.class);
        byte[] receipt = row.getBytes("receipt");
        int element = row.getInt("element");
        boolean array = !row.wasNull();
        return new JobRow(
                new JobId(row.getObject("id", UUID.class)),
                row.getLong("number"),
                array ? element : null,
                new ProjectId(row.getObject("project", UUID.class)),
                new IntentId(row.getObject("intent_id", UUID.class)),
                new Signed(row.getBytes("intent"), row.getBytes("intent_signature")),
                new Digest(row.getString("intent_key")),
                new DatasetId(row.getObject("case_dataset", UUID.class)),
                JobState.valueOf(row.getString("state")),
                site == null ? null : new SiteName(site),
                row.getLong("fence"),
                row.getBoolean("cancel_requested"),
                phase == null ? null : RunnerPhase.valueOf(phase),
                row.getString("reason"),
                row.getString("problem"),
                row.getBytes("exit"),
                output == null ? null : new VersionId(output),
                receipt == null ? null : new Signed(receipt, row.getBytes("receipt_signature")),
                row.getTimestamp("accepted").toInstant(),
                instant(row.getTimestamp("started")),
                instant(row.getTimestamp("ended")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
