package eu.sluis.runner.payload;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Resources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A running payload: ends by itself, at its limits, or when it is told to.
 *
 * <p>Ending kills the sandbox's first process, and the kernel then kills every other one in its pid
 * namespace.
 */
public final class Payload {

    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final int MOST_SIGNALS = 64;
    private static final Duration SAMPLE = Duration.ofMillis(200);

    private enum End {
        TIME_LIMIT,
        MEMORY_LIMIT,
        TOLD
    }

    private final Process process;
    private final Path mark;
    private final Resources limits;
    private final MemoryGauge gauge;
    private final OomKills oomKills;
    private final long oomKillsBefore;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    private Payload(
            Process process, Path mark, Resources limits, MemoryGauge gauge, OomKills oomKills) {
        this.process = process;
        this.mark = mark;
        this.limits = limits;
        this.gauge = gauge;
        this.oomKills = oomKills;
        this.oomKillsBefore = oomKills.count();
    }

    /**
     * Starts {@code start} in the sandbox.
     *
     * @param room the directory that the sandbox shows parts of
     * @param startScript the text of {@link StartScript}; written into the room and deleted again
     * @param roomBytes how much the room holds, counted as the payload's memory
     * @throws IOException if nothing could be started
     */
    public static Payload start(
            Sandbox sandbox,
            Path room,
            String startScript,
            Resources limits,
            LongSupplier roomBytes)
            throws IOException {
        Path start = room.resolve("start");
        Files.writeString(start, startScript);
        Path mark = Files.createFile(room.resolve(StartScript.MARK.substring(1)));
        Process process = sandbox.start(room, start);
        Files.delete(start);
        return new Payload(
                process, mark, limits, new MemoryGauge(roomBytes), OomKills.ofThisProcess());
    }

    /** What it prints, until it and all that it started have ended. */
    public InputStream printed() {
        return process.getInputStream();
    }

    /** Ends it now; {@link #await} returns soon after. */
    public void stop() {
        stop(End.TOLD);
    }

    /**
     * Waits for the end, and brings it about at the time or memory limit.
     *
     * @throws ProblemException INTERNAL_ERROR if the sandbox could not be built: nothing ran
     * @throws InterruptedException if this thread is told to stop; the payload is ended then
     */
    public Exit await() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limits.seconds());
        try {
            while (!process.waitFor(SAMPLE.toMillis(), TimeUnit.MILLISECONDS)) {
                if (gauge.sample(process.toHandle()) > limits.memoryMebibytes()) {
                    stop(End.MEMORY_LIMIT);
                }
                if (System.nanoTime() - deadline >= 0) {
                    stop(End.TIME_LIMIT);
                }
            }
        } finally {
            kill();
        }
        return exit(process.exitValue(), end.get());
    }

    private void stop(End why) {
        end.compareAndSet(null, why);
        kill();
    }

    /** By its handle: {@code Process.destroy} would close the stream of what it printed. */
    private void kill() {
        process.toHandle().destroyForcibly();
    }

    private Exit exit(int status, @Nullable End why) {
        long peak = gauge.peakMebibytes();
        if (why != null) {
            int signal = why == End.TOLD ? SIGTERM : SIGKILL;
            return new Exit(null, signal, why == End.MEMORY_LIMIT, why == End.TIME_LIMIT, peak);
        }
        if (Files.exists(mark)) {
            throw new ProblemException(
                    ProblemType.INTERNAL_ERROR, "the sandbox cannot be built on this node");
        }
        int signal = status - 128;
        if (signal < 1 || signal > MOST_SIGNALS) {
            return new Exit(status, null, false, false, peak);
        }
        boolean outOfMemory = signal == SIGKILL && oomKills.count() > oomKillsBefore;
        return new Exit(null, signal, outOfMemory, false, peak);
    }
}
