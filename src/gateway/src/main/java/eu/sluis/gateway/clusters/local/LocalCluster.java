package eu.sluis.gateway.clusters.local;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.gateway.clusters.AttemptOrder;
import eu.sluis.gateway.clusters.Cluster;
import eu.sluis.gateway.clusters.ClusterUnreachable;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The embedded cluster: a directory per attempt, made by one mkdir, so that each runs at most once.
 *
 * <p>Supervisors outlive the gateway and are found again by their directories. Source:
 * src/docs/runner.md, "The supervisor of a local site".
 */
public final class LocalCluster implements Cluster {

    private static final Logger LOG = Logger.getLogger(LocalCluster.class);
    private static final long START_SECONDS = 10;

    /** How long the runner's own messages can be read after its end; they hold no content. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Path directory;
    private final Path attempts;
    private final Path supervisor;

    /** Uses the site in {@code directory}, started by {@code supervisor}. */
    public LocalCluster(Path directory, Path supervisor) {
        this.directory = directory.toAbsolutePath();
        this.attempts = this.directory.resolve("attempts");
        this.supervisor = supervisor;
    }

    @Override
    public Set<String> accounts() {
        return Set.of();
    }

    @Override
    public Submission submit(AttemptOrder order) {
        ProcessBuilder start =
                new ProcessBuilder(
                        supervisor.toString(),
                        directory.toString(),
                        order.attempt().toString(),
                        Long.toString(order.resources().seconds()));
        start.environment().clear();
        start.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        start.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        start.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            return ended(start.start(), order.attempt());
        } catch (IOException e) {
            LOG.errorf(e, "event=supervisor-missing path=%s", supervisor);
            return new Submission.NotSubmitted("the supervisor cannot be started", true);
        }
    }

    private static Submission ended(Process process, AttemptId attempt) {
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                return new Submission.Unknown("the supervisor does not come back");
            }
            return process.exitValue() == 0
                    ? new Submission.Submitted(attempt.toString())
                    : new Submission.NotSubmitted("the supervisor refused to start", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Submission.Unknown("interrupted");
        }
    }

    @Override
    public void release(String clusterJob, AttemptId attempt, String account) {
        // A local attempt is never held.
    }

    @Override
    public Map<AttemptId, Sighting> look(Set<String> users) throws ClusterUnreachable {
        Map<AttemptId, Sighting> seen = new HashMap<>();
        if (!Files.isDirectory(attempts)) {
            return seen;
        }
        try (Stream<Path> all = Files.list(attempts)) {
            for (Path attempt : all.toList()) {
                named(attempt).ifPresent(id -> seen.put(id, AttemptDirectory.read(attempt)));
            }
            return seen;
        } catch (IOException e) {
            throw new ClusterUnreachable("reading " + attempts, e);
        }
    }

    private static Optional<AttemptId> named(Path attempt) {
        try {
            return Optional.of(AttemptId.of(attempt.getFileName().toString()));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Sighting> find(AttemptId attempt, @Nullable String clusterJob, String account) {
        Path own = attempts.resolve(attempt.toString());
        return Files.isDirectory(own) ? Optional.of(AttemptDirectory.read(own)) : Optional.empty();
    }

    @Override
    public void cancel(String clusterJob, AttemptId attempt, String account)
            throws ClusterUnreachable {
        Path own = attempts.resolve(attempt.toString());
        if (!Files.isDirectory(own)) {
            return;
        }
        try {
            Files.write(own.resolve("cancel"), new byte[0]);
        } catch (IOException e) {
            throw new ClusterUnreachable("cancelling in " + own, e);
        }
    }

    /** By the supervisor's last word; if it was killed, by the last change to the directory. */
    private static boolean endedBefore(Path own, Instant then) {
        Path exit = own.resolve("exit");
        try {
            Path last = Files.exists(exit) ? exit : own;
            return Files.getLastModifiedTime(last).toInstant().isBefore(then)
                    && AttemptDirectory.read(own) instanceof Sighting.Ended;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void forget(AttemptId attempt) {
        Path own = attempts.resolve(attempt.toString());
        if (!endedBefore(own, Instant.now().minus(KEPT))) {
            return;
        }
        try (Stream<Path> files = Files.walk(own)) {
            List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warnf(e, "event=attempt-directory-stays path=%s", own);
        }
    }
}
