package eu.sluis.gateway.clusters;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a cluster shows of an attempt, found by its UUID. */
public sealed interface Sighting {

    /** The cluster's own id of the job that bears the attempt's UUID. */
    String clusterJob();

    /** Held: submitted, not let go. */
    record Held(String clusterJob) implements Sighting {}

    /** Waiting its turn. */
    record Queued(String clusterJob, String reason) implements Sighting {}

    /** Started, as far as the cluster knows. */
    record Running(String clusterJob) implements Sighting {}

    /**
     * Over.
     *
     * @param exit how the runner's process ended, where the cluster says so
     */
    record Ended(String clusterJob, Ending ending, @Nullable ProcessExit exit) implements Sighting {

        public Ended(String clusterJob, Ending ending) {
            this(clusterJob, ending, null);
        }
    }

    /** How a cluster says that a job ended. */
    enum Ending {
        FINISHED,
        FAILED,
        TIMEOUT,
        OUT_OF_MEMORY,
        CANCELLED,
        NODE_FAILED
    }

    /**
     * How a process ended.
     *
     * @param code 0 to 255; 0 with a signal
     * @param signal 1 to 64, or 0 for none
     */
    record ProcessExit(int code, int signal) {

        private static final int MOST_SIGNAL = 64;

        /** Empty for what no process ends with: Slurm also puts errors of its own there. */
        public static Optional<ProcessExit> of(int code, int signal) {
            return signal < 0 || signal > MOST_SIGNAL
                    ? Optional.empty()
                    : Optional.of(new ProcessExit(signal == 0 ? code : 0, signal));
        }

        @Override
        public String toString() {
            return signal == 0 ? "exit code " + code : "signal " + signal;
        }
    }
}
