package eu.sluis.e2e.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** A network cable on loopback that can be cut, or fall silent. */
final class Wire implements AutoCloseable {

    private enum State {
        OPEN,
        CUT,
        SILENT
    }

    private record Link(Socket from, Socket to, int port) {

        void close() {
            try (from;
                    to) {
                // both
            } catch (IOException e) {
                // closed already
            }
        }
    }

    private final ServerSocket server;
    private final IntSupplier target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;

    /**
     * A wire from {@code port} (0: any) to the port that {@code target} names for each connection.
     */
    Wire(int port, IntSupplier target) throws IOException {
        this.server = new ServerSocket();
        this.server.setReuseAddress(true);
        this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        this.target = target;
        Thread.ofPlatform().daemon().name("wire-" + port).start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends every connection and takes no new one. */
    void cut() {
        state = State.CUT;
        links.forEach(Link::close);
    }

    /** Lets nothing through, and says nothing of it. */
    void silence() {
        state = State.SILENT;
    }

    void mend() {
        state = State.OPEN;
    }

    /** Ends the connections to a port that is out of use. */
    void drop(int port) {
        links.stream().filter(link -> link.port == port).forEach(Link::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException e) {
                // closed, or the next one fares better
            }
        }
    }

    private void connect(Socket from) {
        try {
            int port = target.getAsInt();
            if (state == State.CUT || port == 0) {
                from.close();
                return;
            }
            Link link = new Link(from, new Socket(InetAddress.getLoopbackAddress(), port), port);
            links.add(link);
            Thread.ofVirtual().start(() -> pump(link, link.from, link.to));
            pump(link, link.to, link.from);
        } catch (IOException e) {
            try {
                from.close();
            } catch (IOException ignored) {
                // gone
            }
        }
    }

    private void pump(Link link, Socket in, Socket out) {
        byte[] buffer = new byte[1 << 14];
        try {
            InputStream from = in.getInputStream();
            OutputStream to = out.getOutputStream();
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                while (state == State.SILENT) {
                    LockSupport.parkNanos(50_000_000);
                }
                to.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // ended by one side, or cut
        } finally {
            link.close();
            links.remove(link);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(Link::close);
    }
}
