package eu.sluis.seal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lends a stream to one that would close it. */
final class OpenEnded {

    private OpenEnded() {}

    static OutputStream output(OutputStream lent) {
        return new FilterOutputStream(lent) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
