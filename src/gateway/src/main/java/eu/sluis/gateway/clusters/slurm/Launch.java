package eu.sluis.gateway.clusters.slurm;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.document.Resources;
import eu.sluis.gateway.clusters.AttemptOrder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The job that every attempt is: constant but for numbers and the attempt's UUID. */
record Launch(AttemptId attempt, Resources resources, Optional<String> partition) {

    /** The runner ends the payload in time itself; Slurm's limit leaves it room to seal outputs. */
    private static final long ROOM_MINUTES = 15;

    static Launch of(AttemptOrder order, Optional<String> partition) {
        return new Launch(order.attempt(), order.resources(), partition);
    }

    String script() {
        return "#!/bin/sh\nexec /usr/lib/sluis/sluis-runner " + attempt + "\n";
    }

    /** The members of {@code job} that all versions spell alike. */
    Map<String, Object> job() {
        Map<String, Object> job = new TreeMap<>();
        job.put("name", JobName.of(attempt));
        job.put("current_working_directory", "/");
        job.put("standard_output", "/dev/null");
        job.put("standard_error", "/dev/null");
        job.put("standard_input", "/dev/null");
        job.put("tasks", 1);
        job.put("cpus_per_task", resources.cpus());
        job.put("hold", true);
        partition.ifPresent(name -> job.put("partition", name));
        return job;
    }

    long memoryMebibytes() {
        return resources.memoryMebibytes();
    }

    long minutes() {
        return Math.ceilDiv(resources.seconds(), 60) + ROOM_MINUTES;
    }
}
