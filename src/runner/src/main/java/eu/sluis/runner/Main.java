package eu.sluis.runner;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.runner.link.Credential;
import eu.sluis.runner.link.Gateway;
import eu.sluis.runner.payload.Sandbox;
import eu.sluis.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What {@code sluis-runner} starts inside its namespaces. Exit statuses: src/docs/runner.md. */
public final class Main {

    private static final int COMMITTED = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int REFUSED = 3;
    private static final int UNAVAILABLE = 5;
    private static final long SECONDS_TO_COMMIT_AFTER_SIGTERM = 25;

    private Main() {}

    /**
     * Runs one attempt.
     *
     * @param args the attempt's UUID, the site file, the installed {@code sandbox.sh}
     */
    public static void main(String[] args) {
        CountDownLatch done = new CountDownLatch(1);
        int status;
        try {
            status = run(args, done);
        } finally {
            done.countDown();
        }
        System.exit(status);
    }

    private static int run(String[] args, CountDownLatch done) {
        if (args.length != 3 || ProcessHandle.current().pid() != 1) {
            return say(MISUSED, "start it with sluis-runner, which gives it its namespaces");
        }
        try (SigningKey key = SigningKey.generate()) {
            AttemptId attempt = AttemptId.of(args[0]);
            Site site = Site.load(Path.of(args[1]));
            InstantSource clock = InstantSource.system();
            try (Gateway gateway =
                    new Gateway(site.gateway(), site.ca(), new Credential(attempt, key, clock))) {
                Sandbox sandbox = Sandbox.chosen(Path.of(args[2]), site.sandbox());
                Runner runner = new Runner(attempt, site, gateway, key, sandbox, clock);
                endOnSigterm(runner, done);
                runner.run(new NodeEvidence(evidence(site)));
            }
            return COMMITTED;
        } catch (ProblemException e) {
            int status = e.type() == ProblemType.UNAVAILABLE ? UNAVAILABLE : REFUSED;
            return say(status, e.type().code() + ": " + e.getMessage());
        } catch (InvalidValue e) {
            return say(MISUSED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return say(FAILED, "site.properties or its ca cannot be read");
        }
    }

    private static Path evidence(Site site) {
        String node = System.getenv().getOrDefault("SLURMD_NODENAME", "");
        String job = System.getenv().getOrDefault("SLURM_JOB_ID", "");
        if (!node.matches("[A-Za-z0-9._-]{1,64}") || !job.matches("[0-9]{1,10}")) {
            return Path.of("/nonexistent");
        }
        return site.nodeState().resolve(node).resolve(job);
    }

    /** A site that ends a job says so some seconds before it kills: time to keep what there is. */
    private static void endOnSigterm(Runner runner, CountDownLatch done) {
        Thread hook =
                new Thread(() -> {
                    runner.terminate();
                    try {
                        done.await(SECONDS_TO_COMMIT_AFTER_SIGTERM, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static int say(int status, String message) {
        System.err.println("sluis-runner: error: " + message);
        return status;
    }
}
