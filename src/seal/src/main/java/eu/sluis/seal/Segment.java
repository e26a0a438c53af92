package eu.sluis.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Consecutive chunks on their way from one stream to another. */
interface Segment extends Runnable {

    /**
     * Fills the segment.
     *
     * @param ahead the byte read ahead, or -1 if there is none
     * @return the next byte read ahead; -1 if the payload ends in this segment
     */
    int fill(long firstChunk, int ahead, InputStream source) throws IOException;

    /** How many chunks a full one has. */
    int chunkCount();

    /**
     * Writes what {@link #run} made of it.
     *
     * @throws OpenFailure where a chunk was wrong, after those before it were written
     */
    void drainTo(OutputStream sink) throws IOException;

    void wipe();
}
