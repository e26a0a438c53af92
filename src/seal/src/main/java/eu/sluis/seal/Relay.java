package eu.sluis.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries a payload from one stream to another on all cores. Each worker, of which the caller is
 * one, fills a segment, seals or opens it, and drains it; one at a time fills and one at a time
 * drains, in the payload's order. So reading, the cipher and writing go on side by side, and a
 * segment stays in its core's cache.
 *
 * <p>On failure the sink has received a true beginning of what it should have.
 */
final class Relay {

    private static final int WORKERS = Math.min(8, Runtime.getRuntime().availableProcessors());
    private static final int CHUNKS = 8;

    private final InputStream source;
    private final OutputStream sink;

    private final ReentrantLock filling = new ReentrantLock();
    private int ahead = -1;
    private long chunks;
    private long filled;
    private boolean ended;

    private final ReentrantLock draining = new ReentrantLock();
    private final Condition turn = draining.newCondition();
    private long drained;
    private volatile @Nullable Throwable failure;

    Relay(InputStream source, OutputStream sink) {
        this.source = source;
        this.sink = sink;
    }

    /**
     * Carries all of the source; flushes and closes nothing.
     *
     * @param segments makes an empty one of so many chunks
     * @throws OpenFailure if a chunk was wrong
     * @throws IOException if a stream fails, or the caller was interrupted
     */
    void carry(IntFunction<Segment> segments) throws IOException {
        Segment first = segments.apply(1);
        step(first);
        first.wipe();
        if (!ended && failure == null) {
            List<Thread> helpers =
                    IntStream.range(1, WORKERS).mapToObj(i -> helper(segments)).toList();
            work(segments.apply(CHUNKS));
            helpers.forEach(Relay::join);
        }
        rethrow();
    }

    private Thread helper(IntFunction<Segment> segments) {
        return Thread.ofPlatform()
                .daemon()
                .name("sluis-seal")
                .start(() -> work(segments.apply(CHUNKS)));
    }

    private void work(Segment segment) {
        try {
            boolean more = true;
            while (more) {
                more = step(segment);
            }
        } finally {
            segment.wipe();
        }
    }

    /** Carries one segment; false if there is none. */
    private boolean step(Segment segment) {
        try {
            long number = fill(segment);
            if (number < 0) {
                return false;
            }
            segment.run();
            return drain(segment, number);
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
            return false;
        }
    }

    /** The segment's number; -1 if the payload ended or failed before it. */
    private long fill(Segment segment) throws IOException {
        filling.lock();
        try {
            if (ended || failure != null) {
                return -1;
            }
            ahead = segment.fill(chunks, ahead, source);
            chunks += segment.chunkCount();
            ended = ahead < 0;
            return filled++;
        } finally {
            filling.unlock();
        }
    }

    private boolean drain(Segment segment, long number) throws IOException {
        draining.lock();
        try {
            while (drained != number && failure == null) {
                turn.await();
            }
            if (failure != null) {
                return false;
            }
            segment.drainTo(sink);
            drained++;
            turn.signalAll();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before a segment's turn");
        } finally {
            draining.unlock();
        }
    }

    private void fail(Throwable e) {
        draining.lock();
        try {
            if (failure == null) {
                failure = e;
            }
            turn.signalAll();
        } finally {
            draining.unlock();
        }
    }

    private void rethrow() throws IOException {
        Throwable seen = failure;
        if (seen instanceof IOException e) {
            throw e;
        }
        if (seen instanceof RuntimeException e) {
            throw e;
        }
        if (seen instanceof Error e) {
            throw e;
        }
    }

    private static void join(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
