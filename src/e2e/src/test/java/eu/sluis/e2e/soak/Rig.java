package eu.sluis.e2e.soak;

import eu.sluis.e2e.Stand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The environment that deploy/stack started on Slurm, with two replicas in place of its gateway,
 * and wires between all parts: clients and runners to replicas, replicas to PostgreSQL and to each
 * slurmrestd.
 */
final class Rig implements AutoCloseable {

    static final List<String> SITES = List.of("nl", "ee");

    /** One site's Slurm, and the wire from the replicas to its slurmrestd. */
    record Site(String name, Daemon controller, Daemon rest, List<Daemon> nodes, Wire toRest) {}

    final List<Site> sites = new ArrayList<>();
    final Daemon postgresql;
    final Wire toPostgresql;
    final List<Replica> replicas;
    final Front front;
    final Witness witness = new Witness();
    final HttpClient http = Stand.client();

    Rig() throws Exception {
        Path directory = Stand.directory();
        for (String site : SITES) {
            String variable = site.toUpperCase(Locale.ROOT);
            int port = URI.create(Stand.of("SLUIS_SLURM_REST_" + variable)).getPort();
            sites.add(
                    new Site(
                            site,
                            new Daemon(directory, "slurmctld-" + site),
                            new Daemon(directory, "slurmrestd-" + site),
                            List.of(
                                    new Daemon(directory, "slurmd-" + site + "-c1"),
                                    new Daemon(directory, "slurmd-" + site + "-c2")),
                            new Wire(0, () -> port)));
            witness.at(site, Path.of(Stand.of("SLUIS_SLURM_CONF_" + variable)));
        }
        postgresql = new Daemon(directory, "postgresql", "unshare", "--user");
        int database =
                URI.create(Stand.of("SLUIS_DATABASE_URL").substring("jdbc:".length())).getPort();
        toPostgresql = new Wire(0, () -> database);
        Daemon gateway = new Daemon(directory, "gateway");
        gateway.kill();
        Files.delete(directory.resolve("run/gateway.pid"));
        int port = URI.create(Stand.of("SLUIS_GATEWAY")).getPort();
        replicas =
                List.of(
                        new Replica(directory, "gateway-a", port + 1, settings()),
                        new Replica(directory, "gateway-b", port + 2, settings()));
        front = new Front(port, replicas.stream().map(Replica::port).toList(), http);
    }

    private Map<String, String> settings() {
        String url = "jdbc:postgresql://127.0.0.1:" + toPostgresql.port() + "/sluis";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.datasource.jdbc.url", url);
        settings.put("quarkus.datasource.worker.jdbc.url", url);
        settings.put("quarkus.flyway.jdbc-url", url);
        for (Site site : sites) {
            String property = "sluis.clusters." + site.name + ".url";
            settings.put(property, "http://127.0.0.1:" + site.toRest.port());
        }
        return settings;
    }

    /** Waits until so many replicas answer. */
    void awaitReplicas(int number, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (front.answering() < number) {
            if (System.nanoTime() > end) {
                throw new AssertionError(front.answering() + " replicas answer: see DIR/log");
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        witness.leave();
        front.close();
        for (Replica replica : replicas) {
            replica.close();
        }
        toPostgresql.close();
        for (Site site : sites) {
            site.toRest.close();
        }
    }
}
