package eu.sluis.runner.payload;

import eu.sluis.contract.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into pieces of at most 64 KiB, each at most a second old, and hands them on in
 * order; the last is marked, and may be empty.
 *
 * <p>While a piece is being handed on at most one more is held; then the payload waits on its pipe.
 */
public final class LogPump {

    private static final int PIECE_BYTES = 1 << 16;
    private static final Duration OLDEST = Duration.ofSeconds(1);

    /** Takes pieces. */
    public interface Sink {

        /** Takes the next piece; when it throws, nothing more is taken. */
        void take(byte[] piece, boolean last) throws IOException, InterruptedException;
    }

    private final Sink sink;
    private final byte[] held = new byte[PIECE_BYTES];
    private int length;
    private boolean ended;
    private @Nullable Throwable failure;
    private @Nullable Thread sender;
    private @Nullable Thread reader;

    /** A pump into {@code sink}. */
    public LogPump(Sink sink) {
        this.sink = sink;
    }

    /** Begins to read {@code printed}, in threads of its own. */
    public void start(InputStream printed) {
        sender = Thread.ofPlatform().daemon().name("log").start(this::sendAll);
        reader = Thread.ofPlatform().daemon().name("printed").start(() -> readAll(printed));
    }

    /** Adds a line of the runner's own; for use once the payload has ended. */
    public void note(String line) throws InterruptedException {
        byte[] bytes = ("sluis: " + line + "\n").getBytes(StandardCharsets.UTF_8);
        add(bytes, bytes.length);
    }

    /**
     * Waits until all was read, hands on what is held with the last mark, and returns when that is
     * done.
     *
     * @throws ProblemException what the sink threw, at any time
     * @throws IOException if a piece could not be handed on otherwise
     */
    public void finish() throws IOException, InterruptedException {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        if (sender != null) {
            sender.join();
        }
        synchronized (this) {
            if (failure instanceof ProblemException refusal) {
                throw refusal;
            }
            if (failure != null) {
                throw new IOException("the log could not be handed on", failure);
            }
        }
    }

    /** Waits until the payload's end of the stream is closed and read. */
    public void awaitPrinted() throws InterruptedException {
        if (reader != null) {
            reader.join();
        }
    }

    private void readAll(InputStream printed) {
        byte[] buffer = new byte[1 << 13];
        try (printed) {
            for (int n = printed.read(buffer); n >= 0; n = printed.read(buffer)) {
                add(buffer, n);
            }
        } catch (IOException e) {
            // the payload was ended: its pipe is closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(byte[] bytes, int count) throws InterruptedException {
        int from = 0;
        while (from < count && failure == null) {
            int room = Math.min(PIECE_BYTES - length, count - from);
            System.arraycopy(bytes, from, held, length, room);
            length += room;
            from += room;
            notifyAll();
            while (length == PIECE_BYTES && failure == null) {
                wait();
            }
        }
    }

    private void sendAll() {
        try {
            boolean last = false;
            while (!last) {
                awaitPiece();
                byte[] piece;
                synchronized (this) {
                    last = ended;
                    piece = Arrays.copyOf(held, length);
                    Arrays.fill(held, (byte) 0);
                    length = 0;
                    notifyAll();
                }
                sink.take(piece, last);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            synchronized (this) {
                failure = e;
                notifyAll();
            }
        }
    }

    /** Waits for the first byte, and then until the piece is full, a second old, or the last. */
    private synchronized void awaitPiece() throws InterruptedException {
        while (length == 0 && !ended) {
            wait();
        }
        long end = System.nanoTime() + OLDEST.toNanos();
        for (long left = OLDEST.toMillis();
                left > 0 && length < PIECE_BYTES && !ended;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
