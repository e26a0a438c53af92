package eu.sluis.e2e.soak;

import eu.sluis.e2e.Stand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Jobs of ours that the clusters still have, as root sees them with squeue. */
final class Ghosts {

    private Ghosts() {}

    /**
     * Those of {@code attempts} that are left after all jobs have ended and some time has passed.
     */
    static List<String> left(Set<String> attempts, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        List<String> left = now(attempts);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(1000);
            left = now(attempts);
        }
        return left;
    }

    private static List<String> now(Set<String> attempts) {
        List<String> all = new ArrayList<>();
        for (String site : Rig.SITES) {
            String configuration = Stand.of("SLUIS_SLURM_CONF_" + site.toUpperCase(Locale.ROOT));
            String jobs =
                    Stand.run(
                                    Map.of("SLURM_CONF", configuration),
                                    "squeue",
                                    "-h",
                                    "-o",
                                    "%i %j %u %T %r")
                            .ok();
            jobs.lines()
                    .filter(line ->
                            attempts.contains(line.split(" ")[1].replaceFirst("^sluis-", "")))
                    .map(line -> site + " " + line)
                    .forEach(all::add);
        }
        return all;
    }
}
