package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import eu.sluis.contract.AttemptId;
import eu.sluis.contract.Json;
import eu.sluis.gateway.clusters.AttemptOrder;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Submission;
import eu.sluis.gateway.clusters.slurm.SlurmRest.Answer;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Slurm cluster through slurmrestd v0.0.38 (Slurm 22.05 to 23.11).
 *
 * <p>A job is an attempt's only if its name is {@code sluis-} and the attempt's UUID, and its user
 * the one that the attempt was submitted as: Slurm loses acknowledged jobs in a crash of its
 * controller and gives their ids to others (measured), and any user may give a job any name.
 */
public final class SlurmCluster implements Cluster {

    /** The controller was down and the request not passed on. */
    private static final int NOT_SENT_TO_CONTROLLER = 1800;

    /** Held: not an error of the submission. */
    private static final int JOB_IS_HELD = 2042;

    private static final int UNKNOWN_JOB = 2017;

    private final SlurmRest rest;
    private final Path tokens;
    private final Optional<String> partition;

    /** Speaks to slurmrestd at {@code url} with the users whose tokens lie in {@code tokens}. */
    public SlurmCluster(URI url, Path tokens, Optional<String> partition, Duration timeout) {
        this.rest = new SlurmRest(url, tokens, timeout);
        this.tokens = tokens;
        this.partition = partition;
    }

    @Override
    public Set<String> accounts() {
        try (Stream<Path> files = Files.list(tokens)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[a-z][a-z0-9_-]{0,31}"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the directory of Slurm tokens", e);
        }
    }

    @Override
    public Submission submit(AttemptOrder order) {
        try {
            return outcome(rest.send(order.account(), "POST", "job/submit", submission(order)));
        } catch (NotSent e) {
            return new Submission.NotSubmitted("slurmrestd cannot be reached", true);
        } catch (ClusterUnreachable e) {
            return new Submission.Unknown("slurmrestd did not answer");
        }
    }

    /** Canonical JSON of the submission; everything that is in it is constant or a number. */
    byte[] submission(AttemptOrder order) {
        Map<String, Object> job = new TreeMap<>();
        job.put("name", JobName.of(order.attempt()));
        job.put("environment", Map.of("PATH", "/usr/bin:/bin"));
        job.put("current_working_directory", "/");
        job.put("standard_output", "/dev/null");
        job.put("standard_error", "/dev/null");
        job.put("standard_input", "/dev/null");
        job.put("tasks", 1);
        job.put("cpus_per_task", order.resources().cpus());
        job.put("memory_per_node", order.resources().memoryMebibytes());
        job.put("time_limit", minutes(order.resources().seconds()));
        job.put("hold", true);
        job.put("no_requeue", true);
        partition.ifPresent(name -> job.put("partition", name));
        String script = "#!/bin/sh\nexec /usr/lib/sluis/sluis-runner " + order.attempt() + "\n";
        return Json.canonical(Map.of("job", job, "script", script));
    }

    /** The runner ends the payload in time itself; Slurm's limit leaves it room to seal outputs. */
    private static long minutes(long seconds) {
        return Math.ceilDiv(seconds, 60) + 15;
    }

    private static Submission outcome(Answer answer) {
        long id = answer.body().path("job_id").asLong(0);
        if (id > 0) {
            return new Submission.Submitted(Long.toString(id));
        }
        int error = answer.error();
        if (error == NOT_SENT_TO_CONTROLLER) {
            return new Submission.NotSubmitted("Slurm's controller cannot be reached", true);
        }
        return Refusals.of(error)
                .orElseGet(() -> new Submission.Unknown("Slurm answered without a job id"));
    }

    @Override
    public void release(String clusterJob, AttemptId attempt, String account)
            throws ClusterUnreachable {
        if (!bears(clusterJob, attempt, account)) {
            throw new ClusterUnreachable("the job no longer bears this attempt's name");
        }
        Answer answer =
                call(
                        account,
                        "POST",
                        "job/" + digits(clusterJob),
                        Json.canonical(Map.of("hold", false)));
        if (answer.hasErrors() && answer.error() != JOB_IS_HELD) {
            throw new ClusterUnreachable("Slurm did not let the job go: error " + answer.error());
        }
    }

    @Override
    public void cancel(String clusterJob, AttemptId attempt, String account)
            throws ClusterUnreachable {
        if (bears(clusterJob, attempt, account)) {
            call(account, "DELETE", "job/" + digits(clusterJob), null);
        }
    }

    @Override
    public Optional<Sighting> find(AttemptId attempt, @Nullable String clusterJob, String account)
            throws ClusterUnreachable {
        if (clusterJob == null) {
            return Optional.empty();
        }
        Answer answer = call(account, "GET", "job/" + digits(clusterJob), null);
        if (answer.hasErrors() && answer.error() != UNKNOWN_JOB) {
            throw new ClusterUnreachable("Slurm did not show the job: error " + answer.error());
        }
        JsonNode job = answer.body().path("jobs").path(0);
        return JobName.attempt(job, account).filter(attempt::equals).map(_ -> Sightings.of(job));
    }

    /** Whether this id now is the attempt's job; asked before anything is done to it. */
    private boolean bears(String clusterJob, AttemptId attempt, String account)
            throws ClusterUnreachable {
        return find(attempt, clusterJob, account).isPresent();
    }

    @Override
    public Map<AttemptId, Sighting> look(Set<String> users) throws ClusterUnreachable {
        Map<AttemptId, Sighting> seen = new HashMap<>();
        for (String account : users.isEmpty() ? anyone() : users) {
            Answer answer = call(account, "GET", "jobs", null);
            if (answer.hasErrors() || !answer.body().path("jobs").isArray()) {
                throw new ClusterUnreachable(
                        "Slurm did not list its jobs: error " + answer.error());
            }
            for (JsonNode job : answer.body().path("jobs")) {
                JobName.attempt(job, account)
                        .ifPresent(id -> seen.merge(id, Sightings.of(job), Sightings::further));
            }
        }
        return seen;
    }

    private Set<String> anyone() {
        return accounts().stream().limit(1).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void forget(AttemptId attempt) {
        // Slurm forgets by itself (MinJobAge).
    }

    private Answer call(String account, String method, String path, byte @Nullable [] body)
            throws ClusterUnreachable {
        try {
            Answer answer = rest.send(account, method, path, body);
            if (!answer.body().isObject()) {
                throw new ClusterUnreachable("slurmrestd answered " + answer.status());
            }
            return answer;
        } catch (NotSent e) {
            throw new ClusterUnreachable("slurmrestd cannot be reached", e);
        }
    }

    private static String digits(String clusterJob) {
        if (!clusterJob.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("a Slurm job id is a number");
        }
        return clusterJob;
    }
}
