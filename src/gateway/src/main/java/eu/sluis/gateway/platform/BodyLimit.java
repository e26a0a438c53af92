package eu.sluis.gateway.platform;

import eu.sluis.contract.ProblemException;
import eu.sluis.contract.ProblemType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds bodies that are held in memory to 8 MiB. Objects are streams and have their own bound, the
 * room they reserve.
 */
@Provider
public final class BodyLimit implements ReaderInterceptor {

    private static final int MOST = 8 << 20;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() != InputStream.class) {
            context.setInputStream(new Bounded(context.getInputStream()));
        }
        return context.proceed();
    }

    private static final class Bounded extends FilterInputStream {

        private long count;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) {
            count += more;
            if (count > MOST) {
                throw new ProblemException(ProblemType.TOO_LARGE, "a body may have 8 MiB at most");
            }
        }
    }
}
