package eu.sluis.seal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Segments at work on all cores, handed back in the order they were handed in. For one thread.
 *
 * <p>The workers are shared by the process; what bounds the memory of a stream is {@link #COUNT}
 * segments.
 */
final class Lanes<S extends Runnable> {

    private static final int WORKER_COUNT = Math.min(8, Runtime.getRuntime().availableProcessors());
    private static final int COUNT = WORKER_COUNT + 1;
    private static final ExecutorService WORKERS =
            Executors.newFixedThreadPool(
                    WORKER_COUNT, Thread.ofPlatform().daemon().name("sluis-seal-", 0).factory());

    private record Lane<S>(S segment, Future<?> work) {}

    private final Deque<Lane<S>> lanes = new ArrayDeque<>(COUNT);

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    boolean isFull() {
        return lanes.size() == COUNT;
    }

    boolean oldestIsDone() {
        return !lanes.isEmpty() && lanes.getFirst().work().isDone();
    }

    void start(S segment) {
        lanes.addLast(new Lane<>(segment, WORKERS.submit(segment)));
    }

    /**
     * Waits for the oldest segment and hands it back; there must be one. If the wait is interrupted
     * the segment stays the oldest, so that none is ever skipped.
     */
    S finishOldest() throws IOException {
        Lane<S> oldest = lanes.getFirst();
        try {
            oldest.work().get();
            lanes.removeFirst();
            return oldest.segment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a segment was at work");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a segment broke", e.getCause());
        }
    }
}
