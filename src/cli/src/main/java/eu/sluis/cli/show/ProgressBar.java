package eu.sluis.cli.show;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;

/** One line on stderr that shows how far a transfer is; silent unless stderr is a terminal. */
public final class ProgressBar {

    private static final int CELLS = 30;
    private static final long REDRAW_MILLIS = 100;

    private final PrintWriter err;
    private final boolean terminal;
    private final InstantSource clock;
    private long drawnAt;

    public ProgressBar(PrintWriter err, boolean terminal, InstantSource clock) {
        this.err = err;
        this.terminal = terminal;
        this.clock = clock;
    }

    /**
     * {@code bytes}, whose reading moves the bar.
     *
     * @param total the number of bytes expected
     */
    public InputStream watch(InputStream bytes, String name, long total) {
        return terminal ? new Watched(bytes, name, total) : bytes;
    }

    /** The line for {@code done} of {@code total} bytes. */
    static String line(String name, long done, long total) {
        int percent = total == 0 ? 100 : (int) Math.min(100, 100.0 * done / total);
        int full = CELLS * percent / 100;
        return "["
                + "#".repeat(full)
                + " ".repeat(CELLS - full)
                + "] %3d %% ".formatted(percent)
                + PlainText.of(name);
    }

    private void draw(String name, long done, long total, boolean finished) {
        long now = clock.millis();
        if (!finished && now - drawnAt < REDRAW_MILLIS) {
            return;
        }
        drawnAt = now;
        err.print("\r\u001b[K" + (finished ? "" : line(name, done, total)));
        err.flush();
    }

    private final class Watched extends FilterInputStream {

        private final String name;
        private final long total;
        private long done;

        private Watched(InputStream bytes, String name, long total) {
            super(bytes);
            this.name = name;
            this.total = total;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            advance(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            advance(Math.max(count, 0));
            return count;
        }

        @Override
        public void close() throws IOException {
            draw(name, done, total, true);
            super.close();
        }

        private void advance(int count) {
            done += count;
            draw(name, done, total, false);
        }
    }
}
