package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Json;
import eu.sluis.gateway.clusters.AttemptOrder;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Submission;
import eu.sluis.gateway.clusters.slurm.SlurmRest.Call;
import eu.sluis.gateway.clusters.slurm.SlurmRest.NotSent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Slurm cluster through slurmrestd, by the newest version that both sides speak.
 *
 * <p>A job is an attempt's only if its name is {@code sluis-} and the attempt's UUID, and its user
 * the one that the attempt was submitted as: Slurm loses acknowledged jobs in a crash of its
 * controller and gives their ids to others (measured), and any user may give a job any name.
 *
 * <p>Only {@code ping}, {@code diag}, {@code jobs} and {@code job/NUMBER} are called: slurmrestd
 * 22.05 crashes when asked for an id that is no number.
 */
public final class SlurmCluster implements Cluster {

    /** The controller was down and the request not passed on. */
    private static final int NOT_SENT_TO_CONTROLLER = 1800;

    /** Held: not an error of the submission. */
    private static final int JOB_IS_HELD = 2042;

    private static final int UNKNOWN_JOB = 2017;
    private static final int ALREADY_DONE = 2021;

    private static final int NOT_FOUND = 404;

    private final SlurmRest rest;
    private final Path tokens;
    private final Optional<String> observer;
    private final Optional<String> partition;
    private final Duration timeout;
    private final Map<String, Watch> watches = new HashMap<>();
    private volatile @Nullable Dialect dialect;

    /**
     * Speaks to slurmrestd at {@code url} with the users whose tokens lie in {@code tokens}.
     *
     * @param observer a user to whom Slurm shows all jobs, so that one listing shows everybody's
     * @param timeout for submissions and listings; other questions end sooner
     */
    public SlurmCluster(
            URI url,
            Path tokens,
            Optional<String> observer,
            Optional<String> partition,
            Duration timeout) {
        this.rest = new SlurmRest(url, tokens);
        this.tokens = tokens;
        this.observer = observer;
        this.partition = partition;
        this.timeout = timeout;
    }

    @Override
    public Set<String> accounts() {
        try (Stream<Path> files = Files.list(tokens)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[a-z][a-z0-9_-]{0,31}"))
                    .filter(name -> !name.equals(observer.orElse("")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the directory of Slurm tokens", e);
        }
    }

    @Override
    public Submission submit(AttemptOrder order) {
        Dialect spoken;
        try {
            spoken = dialect(order.account());
        } catch (ClusterUnreachable e) {
            return new Submission.NotSubmitted("the cluster does not answer", true);
        }
        byte[] body = Json.canonical(spoken.submission(Launch.of(order, partition)));
        try {
            Call call = new Call(order.account(), "POST", "job/submit", body, timeout);
            return outcome(spoken, order, rest.send(spoken, call).body());
        } catch (NotSent e) {
            return new Submission.NotSubmitted("the cluster does not answer", true);
        } catch (ClusterUnreachable e) {
            return new Submission.Unknown("slurmrestd did not answer");
        }
    }

    private Submission outcome(Dialect spoken, AttemptOrder order, JsonNode answer) {
        long id = answer.path("job_id").asLong(0);
        if (id > 0) {
            return spoken.disregarded(answer)
                    .<Submission>map(why -> withdrawn(Long.toString(id), order, why))
                    .orElseGet(() -> new Submission.Submitted(Long.toString(id)));
        }
        int error = Answer.error(answer);
        if (error == NOT_SENT_TO_CONTROLLER) {
            return new Submission.NotSubmitted("Slurm's controller cannot be reached", true);
        }
        return Refusals.of(error)
                .orElseGet(() -> new Submission.Unknown("Slurm answered without a job id"));
    }

    /** A job that is not what was asked for: it is held, and stays a ghost should this fail. */
    private Submission withdrawn(String clusterJob, AttemptOrder order, String why) {
        try {
            cancel(clusterJob, order.attempt(), order.account());
        } catch (ClusterUnreachable e) {
            return new Submission.Unknown(why);
        }
        return new Submission.NotSubmitted(why, false);
    }

    @Override
    public void release(String clusterJob, AttemptId attempt, String account)
            throws ClusterUnreachable {
        if (!bears(clusterJob, attempt, account)) {
            throw new ClusterUnreachable("the job no longer bears this attempt's name");
        }
        byte[] body = Json.canonical(Map.of("hold", false));
        int error = Answer.error(ask(account, "POST", "job/" + digits(clusterJob), body));
        if (error != 0 && error != JOB_IS_HELD) {
            throw new ClusterUnreachable("Slurm did not let the job go: error " + error);
        }
    }

    @Override
    public void cancel(String clusterJob, AttemptId attempt, String account)
            throws ClusterUnreachable {
        if (!bears(clusterJob, attempt, account)) {
            return;
        }
        JsonNode answer = ask(account, "DELETE", "job/" + digits(clusterJob), null);
        int error = dialect(account).deletionError(answer);
        if (error != 0 && error != UNKNOWN_JOB && error != ALREADY_DONE) {
            throw new ClusterUnreachable("Slurm did not cancel the job: error " + error);
        }
    }

    @Override
    public Optional<Sighting> find(AttemptId attempt, @Nullable String clusterJob, String account)
            throws ClusterUnreachable {
        if (clusterJob == null) {
            return Optional.empty();
        }
        JsonNode answer = ask(account, "GET", "job/" + digits(clusterJob), null);
        int error = Answer.error(answer);
        if (error != 0 && error != UNKNOWN_JOB) {
            throw new ClusterUnreachable("Slurm did not show the job: error " + error);
        }
        JsonNode job = answer.path("jobs").path(0);
        boolean bears =
                JobName.attempt(job).filter(attempt::equals).isPresent()
                        && Listing.user(job).equals(account);
        return bears ? Optional.of(Sightings.of(dialect(account), job)) : Optional.empty();
    }

    /** Whether this id now is the attempt's job; asked before anything is done to it. */
    private boolean bears(String clusterJob, AttemptId attempt, String account)
            throws ClusterUnreachable {
        return find(attempt, clusterJob, account).isPresent();
    }

    @Override
    public synchronized Map<AttemptId, Sighting> look(Set<String> users) throws ClusterUnreachable {
        Map<AttemptId, Sighting> seen = new HashMap<>();
        for (String lister : observer.map(Set::of).orElse(users.isEmpty() ? anyone() : users)) {
            for (Listing.Job job : list(lister)) {
                boolean ours =
                        observer.isPresent()
                                ? users.contains(job.user())
                                : job.user().equals(lister);
                if (ours) {
                    seen.merge(job.attempt(), job.sighting(), Sightings::further);
                }
            }
        }
        watches.keySet().removeIf(lister -> observer.isEmpty() && !users.contains(lister));
        return seen;
    }

    private Set<String> anyone() {
        return accounts().stream().limit(1).collect(Collectors.toUnmodifiableSet());
    }

    /** The jobs that Slurm shows to {@code lister}; fetched whole only if any changed. */
    private Iterable<Listing.Job> list(String lister) throws ClusterUnreachable {
        Dialect spoken = dialect(lister);
        long now = 0;
        if (spoken.clock().isPresent()) {
            JsonNode answer = ask(lister, "GET", spoken.clock().get(), null);
            now = spoken.seconds(answer).orElse(0);
        }
        Watch watch = watches.computeIfAbsent(lister, _ -> new Watch());
        String resource = "jobs" + watch.query(now);
        Answer answer = call(spoken, new Call(lister, "GET", resource, null, timeout));
        Listing listing = Listing.read(spoken, answer.bytes());
        if (spoken.unchanged(answer.status(), listing)) {
            return watch.jobs();
        }
        if (listing.hasErrors() || !listing.whole()) {
            throw new ClusterUnreachable("Slurm did not list its jobs");
        }
        watch.saw(listing.jobs(), Math.max(now, listing.lastUpdate()));
        return watch.jobs();
    }

    @Override
    public void forget(AttemptId attempt) {
        // Slurm forgets by itself (MinJobAge).
    }

    /** The newest version that this site's slurmrestd has; asked once, and when that is gone. */
    private Dialect dialect(String account) throws ClusterUnreachable {
        Dialect known = dialect;
        if (known != null) {
            return known;
        }
        for (Dialect each : Dialect.NEWEST_FIRST) {
            try {
                Call ping = new Call(account, "GET", "ping", null, SlurmRest.READ);
                if (rest.send(each, ping).status() != NOT_FOUND) {
                    dialect = each;
                    return each;
                }
            } catch (NotSent e) {
                throw new ClusterUnreachable(String.valueOf(e.getMessage()), e);
            }
        }
        throw new ClusterUnreachable("slurmrestd has neither v0.0.42 nor v0.0.38");
    }

    /** Asks a question whose answer is an object. */
    private JsonNode ask(String account, String method, String resource, byte @Nullable [] body)
            throws ClusterUnreachable {
        Call call = new Call(account, method, resource, body, SlurmRest.READ);
        Answer answer = call(dialect(account), call);
        JsonNode object = answer.body();
        if (!object.isObject()) {
            throw new ClusterUnreachable("slurmrestd answered " + answer.status());
        }
        return object;
    }

    private Answer call(Dialect spoken, Call call) throws ClusterUnreachable {
        try {
            Answer answer = rest.send(spoken, call);
            if (answer.status() == NOT_FOUND && !answer.body().isObject()) {
                // The route is gone: slurmrestd was replaced by one of another version.
                dialect = null;
            }
            return answer;
        } catch (NotSent e) {
            throw new ClusterUnreachable(String.valueOf(e.getMessage()), e);
        }
    }

    private static String digits(String clusterJob) {
        if (!clusterJob.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("a Slurm job id is a number");
        }
        return clusterJob;
    }
}
