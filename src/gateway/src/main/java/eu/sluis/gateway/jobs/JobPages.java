package eu.sluis.gateway.jobs;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.JobId;
import eu.sluis.contract.ProjectId;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.api.LogPieceView;
import eu.sluis.contract.api.Page;
import eu.sluis.gateway.access.Callers;
import eu.sluis.gateway.platform.Cursor;
import eu.sluis.gateway.platform.Limit;
import eu.sluis.gateway.platform.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the current member sees of jobs. */
@ApplicationScoped
class JobPages {

    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})-([0-9]{1,7})");

    private final Callers callers;
    private final JobStore jobs;
    private final LogStore logs;

    JobPages(Callers callers, JobStore jobs, LogStore logs) {
        this.callers = callers;
        this.jobs = jobs;
        this.logs = logs;
    }

    /**
     * Reads {@code ?state=}.
     *
     * @throws InvalidValue if there is no such state
     */
    static @Nullable JobState state(@Nullable String parameter) {
        if (parameter == null) {
            return null;
        }
        for (JobState state : JobState.values()) {
            if (state.name().equals(parameter)) {
                return state;
            }
        }
        throw new InvalidValue("state must be one of " + List.of(JobState.values()));
    }

    /**
     * A job that the member sees.
     *
     * @throws eu.sluis.contract.ProblemException not-found without one
     */
    JobRow visible(Handle handle, JobId id) {
        JobRow job = jobs.find(handle, id).orElseThrow(Problems::absent);
        callers.requireSees(job.project());
        return job;
    }

    Page<JobView> page(
            Handle handle,
            @Nullable ProjectId project,
            @Nullable JobState state,
            @Nullable Long number,
            Cursor cursor,
            Limit limit) {
        List<JobRow> rows =
                jobs.page(
                        handle, projects(project), state, number, before(cursor), limit.rows() + 1);
        return Cursor.page(
                rows,
                limit,
                job -> new Cursor(Instant.EPOCH, job.number() + "-" + (elementOrNone(job) + 1)),
                JobRow::view);
    }

    private Optional<Set<ProjectId>> projects(@Nullable ProjectId wanted) {
        if (wanted != null) {
            callers.requireSees(wanted);
            return Optional.of(Set.of(wanted));
        }
        return callers.seesAllProjects()
                ? Optional.empty()
                : Optional.of(callers.member().projects());
    }

    private static int elementOrNone(JobRow job) {
        Integer element = job.element();
        return element == null ? -1 : element;
    }

    private static JobStore.Place before(Cursor cursor) {
        if (cursor.id().isEmpty()) {
            return new JobStore.Place(Long.MAX_VALUE, -1);
        }
        Matcher place = PLACE.matcher(cursor.id());
        if (!place.matches()) {
            throw new InvalidValue("cursor must be the next member of a page");
        }
        return new JobStore.Place(
                Long.parseLong(place.group(1)), Integer.parseInt(place.group(2)) - 1);
    }

    /** The pieces after {@code number}; {@code next} is the number to go on after. */
    Page<LogPieceView> logs(Handle handle, JobId id, long number, Limit limit) {
        JobRow job = visible(handle, id);
        List<LogStore.Piece> pieces = logs.after(handle, job, number, limit.rows() + 1);
        boolean more = pieces.size() > limit.rows();
        List<LogStore.Piece> shown = more ? pieces.subList(0, limit.rows()) : pieces;
        return new Page<>(
                shown.stream().map(piece -> new LogPieceView(piece.signed())).toList(),
                more ? Long.toString(shown.getLast().number()) : null);
    }
}
