package eu.sluis.e2e;

import java.util.List;
import java.util.Map;

/** Site nl as root sees it. */
final class Slurm {

    private Slurm() {}

    static String run(String... command) {
        return Stand.run(Map.of("SLURM_CONF", Stand.of("SLUIS_SLURM_CONF_NL")), command).ok();
    }

    /** The states of all jobs, ended ones too, that bear an attempt's name. */
    static List<String> jobsOf(String attempt) {
        return run("squeue", "-h", "-t", "all", "--name", "sluis-" + attempt, "-o", "%T")
                .lines()
                .toList();
    }
}
