package eu.sluis.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.e2e.Stand;
import eu.sluis.e2e.Tenants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Exactly one committed result, whatever is killed. Short by itself; {@code deploy/soak} makes it
 * long. Last of all, for it takes the gateway's place and leaves none behind.
 */
@Order(Integer.MAX_VALUE)
@EnabledIfEnvironmentVariable(named = "SLUIS_CLUSTER", matches = "slurm")
class SoakIT {

    private static final int JOBS = number("SLUIS_SOAK_JOBS", 40);
    private static final int KILLS = number("SLUIS_SOAK_KILLS", 20);
    private static final int SEED = number("SLUIS_SOAK_SEED", 1);
    private static final int AT_ONCE = 60;
    private static final Duration AFTER_THE_LAST_FAULT = Duration.ofSeconds(60);
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(150);

    private static int number(String variable, int otherwise) {
        return Optional.ofNullable(System.getenv(variable))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    @Test
    void eachAcceptedJobComesToExactlyOneEnd() throws Exception {
        List<Tenants.Robot> robots = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path home = Files.createTempDirectory(Stand.directory().resolve("clients"), "soak-");
            robots.add(Tenants.robotOfClassicTenant(home));
        }
        try (Rig rig = new Rig()) {
            rig.awaitReplicas(2, Duration.ofMinutes(5));
            List<Client> clients = new ArrayList<>();
            for (Tenants.Robot robot : robots) {
                clients.add(new Client(robot, rig.http));
            }
            soak(rig, clients);
        }
    }

    private static void soak(Rig rig, List<Client> clients) throws Exception {
        var rows =
                new Rows(
                        clients.stream()
                                .map(client -> UUID.fromString(client.tenant().toString()))
                                .collect(Collectors.toSet()));
        var load = new Load(clients, JOBS, AT_ONCE, SEED, rows);
        var faults = new Faults(rig, SEED, KILLS, System.getenv("SLUIS_SOAK_NODES") != null);
        Log.say("soak: %d jobs, %d kills, seed %d", JOBS, KILLS, SEED);
        long from = System.nanoTime();
        load.start();
        faults.start();
        // Kills go on while there is work to be hurt.
        while (!load.done() || (faults.kills() < KILLS && rows.terminal() < JOBS)) {
            Thread.sleep(500);
            rows.count();
        }
        load.join();
        faults.stop();
        Log.say("all submitted, %d kills, all healed", faults.kills());
        long healed = System.nanoTime();
        while (rows.terminal() < JOBS
                && System.nanoTime() - healed < AFTER_THE_LAST_FAULT.toNanos()) {
            Thread.sleep(500);
            rows.count();
        }
        List<String> stuck = stuck(rows);
        drain(rows, load.accepted().size());
        double seconds = (System.nanoTime() - from) / 1e9;

        List<String> attempts =
                rows.all("SELECT id FROM attempt WHERE tenant = ANY (?)", row -> row.getString(1));
        List<String> ghosts = Ghosts.left(Set.copyOf(attempts), Duration.ofSeconds(60));
        Findings findings = new Findings(load.accepted(), rows, rig.witness.starts()).look();
        findings.summary().forEach(line -> Log.say("%s", line));
        stuck.forEach(line -> Log.say("WRONG: stuck: %s", line));
        ghosts.forEach(line -> Log.say("WRONG: left on the cluster: %s", line));
        findings.violations().forEach(line -> Log.say("WRONG: %s", line));
        Log.say("%.2f jobs a second", load.accepted().size() / seconds);
        Log.say(
                "soak: %d jobs, %d kills, %d lost, %d doubled",
                load.accepted().size(), faults.kills(), findings.lost(), findings.doubled());
        assertThat(findings.violations()).isEmpty();
        assertThat(stuck).isEmpty();
        assertThat(ghosts).isEmpty();
    }

    /** Jobs that a minute after the last fault are neither over nor where one can say why. */
    private static List<String> stuck(Rows rows) throws Exception {
        return rows.all(
                """
                SELECT j.id || ' ' || j.state || ' ' || coalesce(a.state, 'no attempt') || ' ' || coalesce(j.reason, '')
                FROM job j LEFT JOIN attempt a ON a.tenant = j.tenant AND a.job = j.id AND a.ended IS NULL
                WHERE j.tenant = ANY (?) AND j.ended IS NULL
                  AND CASE a.state WHEN 'submitting' THEN a.created < now() - interval '60 seconds'
                    WHEN 'held' THEN a.created < now() - interval '60 seconds'
                    WHEN 'released' THEN a.lease_until < now() - interval '60 seconds'
                    ELSE false END
                """,
                row -> row.getString(1));
    }

    /** Until all have ended, or none does any more. */
    private static void drain(Rows rows, long jobs) throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (rows.terminal() < jobs) {
            if (rows.terminal() != last) {
                last = rows.terminal();
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > WITHOUT_PROGRESS.toNanos()) {
                Log.say("nothing ends any more: %d of %d", last, jobs);
                return;
            }
            Thread.sleep(500);
            rows.count();
        }
    }
}
