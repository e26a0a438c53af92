package eu.sluis.gateway.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moments between two writes at which tests of crashes let the gateway die.
 *
 * <p>Nothing happens unless the JVM was started with {@code -Dsluis.fault-point=FILE}, which is
 * warned of; then the process halts, without any clearing up, at the point that the file names. The
 * file is removed first, so that each is met once.
 */
enum FaultPoint {
    /** A job is accepted, not yet committed. */
    ACCEPTING,
    /** An attempt's row is committed, nothing was sent. */
    BEGUN,
    /** The cluster has answered a submission, nothing is recorded. */
    SUBMITTED,
    /** The cluster's id is recorded, the job still held. */
    RECORDED,
    /** The cluster has let the job go, that is not recorded. */
    LET_GO,
    /** A key is about to be released, not yet committed. */
    RELEASING,
    /** A key was released, the runner not answered. */
    RELEASED,
    /** A result is about to be committed. */
    COMMITTING,
    /** A result was committed, the runner not answered. */
    COMMITTED;

    private static final Logger LOG = Logger.getLogger(FaultPoint.class);
    private static final int AS_IF_KILLED = 137;
    private static final @Nullable String FILE = System.getProperty("sluis.fault-point");

    static void warnIfArmed() {
        if (FILE != null) {
            LOG.warnf("event=fault-points-armed file=%s: for tests only, start without it", FILE);
        }
    }

    /** Ends the process if it is to end here. */
    void reach() {
        if (FILE != null && named(Path.of(FILE))) {
            Runtime.getRuntime().halt(AS_IF_KILLED);
        }
    }

    private boolean named(Path file) {
        try {
            return Files.readString(file).strip().equals(name()) && Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }
}
