package eu.sluis.e2e.soak;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen afterwards in three places: what the gateway told clients, its rows and
 * leaves, and what the witness saw start.
 */
final class Findings {

    /** What a runner may take to stop beyond its lease (Leases.MARGIN), less what clocks round. */
    private static final double MARGIN_SECONDS = 9.9;

    private record Job(
            String id,
            String state,
            long attempts,
            boolean ended,
            boolean receipt,
            String reason) {}

    private record Attempt(
            String id,
            String job,
            long number,
            @Nullable String slurmId,
            double begun,
            @Nullable Double ended,
            @Nullable Double leaseUntil,
            @Nullable Double released,
            boolean givenUpByLoop) {}

    private final List<Load.Accepted> accepted;
    private final List<Witness.Start> starts;
    private final Map<String, Job> jobs;
    private final List<Attempt> attempts;
    private final Map<String, Long> commitLeaves;
    private final Map<String, Long> results;
    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> explained = new TreeMap<>();

    Findings(List<Load.Accepted> accepted, Rows rows, List<Witness.Start> starts)
            throws SQLException, IOException {
        this.accepted = accepted;
        this.starts = starts;
        this.jobs =
                rows
                        .all(
                                "SELECT id, state, attempts, ended IS NOT NULL, receipt IS NOT NULL, coalesce(reason, '')"
                                        + " FROM job WHERE tenant = ANY (?)",
                                row ->
                                        new Job(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getLong(3),
                                                row.getBoolean(4),
                                                row.getBoolean(5),
                                                row.getString(6)))
                        .stream()
                        .collect(Collectors.toMap(Job::id, Function.identity()));
        this.attempts = attempts(rows);
        this.commitLeaves = counts(rows, leaves("job.committed", "job"));
        this.results =
                counts(
                        rows,
                        "SELECT j.id::text, count(*) FROM version v JOIN job j ON j.tenant = v.tenant AND j.case_dataset = v.dataset"
                                + " WHERE v.tenant = ANY (?) AND v.attempt IS NOT NULL AND v.state <> 'open' GROUP BY 1");
    }

    private static String leaves(String act, String fact) {
        return """
        SELECT convert_from(document, 'UTF8')::jsonb -> 'facts' ->> '%s', count(*) FROM audit
        WHERE tenant = ANY (?) AND convert_from(document, 'UTF8')::jsonb ->> 'act' = '%s' GROUP BY 1
        """
                .formatted(fact, act);
    }

    private static Map<String, Long> counts(Rows rows, String query)
            throws SQLException, IOException {
        return rows.all(query, row -> Map.entry(row.getString(1), row.getLong(2))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<Attempt> attempts(Rows rows) throws SQLException, IOException {
        String query =
                """
                SELECT a.id, a.job, a.number, a.cluster_job, extract(epoch FROM a.created), extract(epoch FROM a.ended),
                    extract(epoch FROM a.lease_until), extract(epoch FROM r.answered),
                    EXISTS (SELECT 1 FROM audit l WHERE l.tenant = a.tenant
                        AND convert_from(l.document, 'UTF8')::jsonb ->> 'act' = 'attempt.given-up'
                        AND convert_from(l.document, 'UTF8')::jsonb ->> 'actor' LIKE '%reconcile%'
                        AND convert_from(l.document, 'UTF8')::jsonb -> 'facts' ->> 'attempt' = a.id::text)
                FROM attempt a LEFT JOIN release_request r ON r.attempt = a.id AND r.state = 'answered'
                WHERE a.tenant = ANY (?) ORDER BY a.job, a.number
                """;
        return rows.all(
                query,
                row ->
                        new Attempt(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getDouble(5),
                                row.getObject(6) == null ? null : row.getDouble(6),
                                row.getObject(7) == null ? null : row.getDouble(7),
                                row.getObject(8) == null ? null : row.getDouble(8),
                                row.getBoolean(9)));
    }

    /** Looks at everything. */
    Findings look() {
        accepted.forEach(this::end);
        Map<String, List<Attempt>> byJob =
                attempts.stream().collect(Collectors.groupingBy(Attempt::job));
        byJob.forEach(this::releases);
        starts();
        return this;
    }

    private void end(Load.Accepted job) {
        Job row = jobs.get(job.job());
        if (row == null || !row.ended) {
            lost.add("job " + job.job() + ": " + (row == null ? "no row" : row.toString()));
            return;
        }
        long leaves = commitLeaves.getOrDefault(row.id, 0L);
        long kept = results.getOrDefault(row.id, 0L);
        if (leaves > 1 || kept > 1) {
            doubled.add("job " + row.id + ": " + leaves + " commits, " + kept + " results");
        }
        boolean committed = leaves == 1 && kept == 1 && row.receipt;
        boolean nothing = leaves == 0 && kept == 0 && !row.receipt;
        if (!committed && !nothing) {
            wrong.add("half a commit: " + row + ", " + leaves + " leaves, " + kept + " results");
        }
        if (row.state.equals("COMPLETED") && !committed) {
            lost.add("job " + row.id + " is COMPLETED without a result");
        }
        if (!committed) {
            explain("job " + row.state + ": " + row.reason);
        }
        if (!row.state.equals("COMPLETED") && !job.cancelled() && row.attempts > 1) {
            explain("job with attempts left or spent, " + row.state + ": " + row.reason);
        }
    }

    private void releases(String id, List<Attempt> ofJob) {
        Job job = jobs.get(id);
        long released = ofJob.stream().filter(attempt -> attempt.released != null).count();
        if (job == null || released > job.attempts) {
            doubled.add("job " + id + ": " + released + " releases of " + job);
        }
        for (int i = 1; i < ofJob.size(); i++) {
            Attempt before = ofJob.get(i - 1);
            Attempt next = ofJob.get(i);
            if (before.ended == null || next.begun < before.ended) {
                doubled.add("two attempts at once: " + before + ", " + next);
            }
            boolean early =
                    before.givenUpByLoop
                            && before.leaseUntil != null
                            && before.ended != null
                            && before.ended < before.leaseUntil + MARGIN_SECONDS;
            if (early) {
                doubled.add("given up while its runner could go on: " + before);
            }
        }
    }

    private void starts() {
        Map<String, Attempt> byId =
                attempts.stream().collect(Collectors.toMap(Attempt::id, Function.identity()));
        Map<String, List<Witness.Start>> byAttempt =
                starts.stream()
                        .filter(start -> !start.attempt().equals("-"))
                        .collect(Collectors.groupingBy(Witness.Start::attempt));
        starts.stream()
                .filter(start -> start.attempt().equals("-"))
                .forEach(start -> explain("start whose script never came"));
        byAttempt.forEach((id, seen) -> {
            Attempt attempt = byId.get(id);
            if (attempt == null) {
                wrong.add("a start that no row knows: " + seen);
                return;
            }
            startsOf(attempt, seen);
        });
        for (Attempt attempt : attempts) {
            if (attempt.released != null && !byAttempt.containsKey(attempt.id)) {
                wrong.add("a key released to what never started: " + attempt);
            }
        }
    }

    private void startsOf(Attempt attempt, List<Witness.Start> seen) {
        List<Witness.Start> inOrder =
                seen.stream().sorted(Comparator.comparingDouble(Witness.Start::time)).toList();
        Set<String> ids = seen.stream().map(Witness.Start::slurmId).collect(Collectors.toSet());
        if (ids.size() > 1 || (attempt.slurmId != null && !ids.contains(attempt.slurmId))) {
            wrong.add("started under other ids than recorded: " + attempt + ", " + seen);
        }
        if (inOrder.getFirst().time() < attempt.begun - 1) {
            wrong.add("started before it was begun: " + attempt + ", " + seen);
        }
        if (attempt.released == null) {
            explain(attempt.ended == null ? "start that waits" : "start that got no key");
        }
        for (int i = 1; i < inOrder.size(); i++) {
            explain("start of the same Slurm job once more");
        }
    }

    private void explain(String what) {
        explained.merge(what, 1, Integer::sum);
    }

    int lost() {
        return lost.size();
    }

    int doubled() {
        return doubled.size();
    }

    /** What must not be, one line each. */
    List<String> violations() {
        List<String> all = new ArrayList<>(lost);
        all.addAll(doubled);
        all.addAll(wrong);
        return all;
    }

    /** What is as it may be, counted. */
    List<String> summary() {
        Map<String, Long> states = new HashMap<>();
        for (Load.Accepted each : accepted) {
            Job row = jobs.get(each.job());
            states.merge(row == null ? "MISSING" : row.state, 1L, Long::sum);
        }
        List<String> lines = new ArrayList<>();
        lines.add("jobs: " + new TreeMap<>(states));
        lines.add(
                "attempts: "
                        + attempts.size()
                        + ", releases: "
                        + attempts.stream().filter(each -> each.released != null).count()
                        + ", starts seen by the witness: "
                        + starts.size());
        explained.forEach((what, times) -> lines.add(times + " × " + what));
        return lines;
    }
}
