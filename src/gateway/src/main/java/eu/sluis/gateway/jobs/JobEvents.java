package eu.sluis.gateway.jobs;

import eu.sluis.contract.Digest;
import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.api.NewestPiece;
import eu.sluis.gateway.access.Standing;
import eu.sluis.gateway.platform.Database;
import eu.sluis.gateway.platform.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Streams of what becomes of a job, as Server-Sent Events: {@code job} with the job as it is,
 * {@code log} with the number of its newest piece.
 *
 * <p>An event says what is, not what was: whatever changed twice in between shows once. Before
 * each, the member's right is looked up again; a stream ends with its token, with the right to see
 * the job, and with the job.
 */
@ApplicationScoped
class JobEvents {

    private static final Logger LOG = Logger.getLogger(JobEvents.class);

    /** How often something is sent and the rows are read in any case. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** How soon the rows are tried again when they could not be read. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /** The least time between two looks, so that a chatty log costs no more than this. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Database database;
    private final JobStore jobs;
    private final LogStore logs;
    private final JobNews news;
    private final Clock clock;

    JobEvents(Database database, JobStore jobs, LogStore logs, JobNews news, Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.logs = logs;
        this.news = news;
        this.clock = clock;
    }

    /** A job as it is. */
    private record Look(byte[] job, String digest, long fence, long piece, boolean ended) {

        EventId id(long shownPiece) {
            return new EventId(fence, shownPiece, digest);
        }
    }

    /** A stream that is open. */
    final class Stream {

        private final Standing standing;
        private final JobId job;
        private final JobNews.Watch watch;
        private @Nullable EventId shown;
        private boolean blind;

        private Stream(Standing standing, JobId job, @Nullable EventId shown, JobNews.Watch watch) {
            this.standing = standing;
            this.job = job;
            this.shown = shown;
            this.watch = watch;
        }

        /** Ends it from outside, such as when its connection is gone; does not block. */
        void close() {
            watch.close();
        }

        /** Writes until there is nothing more to come, or it may no longer go on. */
        void write(OutputStream out) throws IOException {
            try (watch) {
                beat(out);
                while (goesOn(out)) {
                    out.flush();
                    if (!await()) {
                        beat(out);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Shows what is new; false if nothing may or can follow. */
        private boolean goesOn(OutputStream out) throws IOException {
            if (watch.closed() || !clock.instant().isBefore(standing.until())) {
                return false;
            }
            Look look;
            try {
                look = look(standing, job);
                blind = false;
            } catch (ProblemException e) {
                return false;
            } catch (RuntimeException e) {
                // PostgreSQL is away for a moment; the rows are read again soon.
                blind = true;
                LOG.warnf("event=job-events-without-rows what=\"%s\"", e.getMessage());
                return true;
            }
            show(look, out);
            return !look.ended();
        }

        private void show(Look look, OutputStream out) throws IOException {
            EventId before = shown;
            long shownPiece =
                    before != null && before.fence() == look.fence() ? before.piece() : -1;
            if (before == null || !before.digest().equals(look.digest())) {
                send(out, "job", look.id(shownPiece), look.job());
            }
            if (look.piece() != shownPiece) {
                byte[] newest = Json.canonical(new NewestPiece(look.piece()));
                send(out, "log", look.id(look.piece()), newest);
            }
        }

        private void send(OutputStream out, String event, EventId id, byte[] data)
                throws IOException {
            out.write(
                    "event: %s\nid: %s\ndata: "
                            .formatted(event, id)
                            .getBytes(StandardCharsets.UTF_8));
            out.write(data);
            out.write("\n\n".getBytes(StandardCharsets.UTF_8));
            shown = id;
        }

        /** Shows that the stream lives; whether the reader does, the writing shows. */
        private static void beat(OutputStream out) throws IOException {
            out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        }

        /** Waits for news; false if there are none. */
        private boolean await() throws InterruptedException {
            Duration left = Duration.between(clock.instant(), standing.until());
            Duration most = blind ? AGAIN : HEARTBEAT;
            boolean news = watch.await(left.compareTo(most) < 0 ? left : most);
            if (news && !watch.closed()) {
                Thread.sleep(PAUSE);
            }
            return news;
        }
    }

    /**
     * Opens a stream; to be written or closed.
     *
     * @param shown what the caller has seen already
     * @throws ProblemException not-found without a job that the member sees; too-many-requests
     */
    Stream open(Standing standing, JobId job, @Nullable EventId shown) {
        look(standing, job);
        return new Stream(standing, job, shown, news.watch(standing.scope().tenant(), job));
    }

    private Look look(Standing standing, JobId id) {
        return database.inTenant(standing.scope(), handle -> look(handle, standing, id));
    }

    private Look look(Handle handle, Standing standing, JobId id) {
        JobRow job =
                jobs.find(handle, id)
                        .filter(found -> standing.sees(handle, found.project()))
                        .orElseThrow(Problems::absent);
        byte[] view = Json.canonical(job.view());
        String digest = EventId.digest(Digest.of(view));
        return new Look(view, digest, job.fence(), logs.newest(handle, job), job.ended() != null);
    }
}
