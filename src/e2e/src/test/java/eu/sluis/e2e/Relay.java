package eu.sluis.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the gateway and one real slurmrestd: passes requests on, or does to one what a
 * test wants.
 */
final class Relay implements AutoCloseable {

    /** A request of the gateway. */
    record Request(String method, String path, Map<String, String> headers, byte[] body) {

        boolean submits() {
            return method.equals("POST") && path.endsWith("/job/submit");
        }

        /** Holds a job or lets one go: the gateway changes nothing else. */
        boolean letsGo() {
            return method.equals("POST") && !submits();
        }

        /** The UUID in a submission's name. */
        String attempt() {
            return new String(body, StandardCharsets.UTF_8)
                    .replaceAll("(?s).*\"name\":\"sluis-([0-9a-f-]{36})\".*", "$1");
        }
    }

    /** What the gateway hears. */
    enum Reply {
        SLURMS_OWN(""),
        RESET(""),
        SILENCE(""),
        ERROR_5004(
                "{\"errors\":[{\"error_code\":5004,\"error\":\"Socket timed out on send/recv operation\"}]}"),
        ERROR_5005(
                "{\"errors\":[{\"error_code\":5005,\"error\":\"Zero Bytes were transmitted or received\"}]}"),
        OK_WITHOUT_ID("{\"errors\":[]}");

        private final String body;

        Reply(String body) {
            this.body = body;
        }
    }

    /**
     * What becomes of a request.
     *
     * @param reachesSlurm whether it is passed on
     * @param before done before that
     * @param after done when Slurm has answered, before the gateway hears anything
     */
    record Fate(boolean reachesSlurm, Reply reply, Runnable before, Runnable after) {

        static final Runnable NOTHING = () -> {};
        static final Fate UNTOUCHED = new Fate(true, Reply.SLURMS_OWN, NOTHING, NOTHING);

        static Fate of(boolean reachesSlurm, Reply reply) {
            return new Fate(reachesSlurm, reply, NOTHING, NOTHING);
        }
    }

    private final URI slurmrestd;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private volatile Function<Request, Fate> fates = request -> Fate.UNTOUCHED;

    private Relay(URI slurmrestd) throws IOException {
        this.slurmrestd = slurmrestd;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    /** A relay to site nl, and the gateway started anew so that it goes through it. */
    static Relay inFrontOfNl() throws IOException {
        Relay relay = new Relay(URI.create(Stand.of("SLUIS_SLURM_REST_NL")));
        Stand.killGateway();
        relay.startGateway();
        return relay;
    }

    /** Starts a killed gateway again, through this relay. */
    void startGateway() {
        Stand.startGateway(
                Map.of("SLUIS_SLURM_RELAY_NL", "http://127.0.0.1:" + server.getLocalPort()));
    }

    /** From now on {@code fates} says what becomes of each request. */
    void decide(Function<Request, Fate> fates) {
        this.fates = fates;
    }

    /** Steps out of the way: the gateway is started anew without it. */
    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        client.shutdownNow();
        Stand.killGateway();
        Stand.startGateway(Map.of());
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                threads.submit(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Request request; (request = read(in)) != null; ) {
                if (!answer(socket, request, fates.apply(request))) {
                    return;
                }
            }
        } catch (IOException e) {
            // one of both hung up, or was killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answer(Socket socket, Request request, Fate fate)
            throws IOException, InterruptedException {
        fate.before.run();
        int status = 500;
        byte[] body = fate.reply.body.getBytes(StandardCharsets.UTF_8);
        if (fate.reachesSlurm) {
            var own = client.send(onward(request), BodyHandlers.ofByteArray());
            if (fate.reply == Reply.SLURMS_OWN) {
                status = own.statusCode();
                body = own.body();
            }
        }
        fate.after.run();
        switch (fate.reply) {
            case RESET -> socket.setSoLinger(true, 0);
            case SILENCE -> socket.getInputStream().readAllBytes(); // until the gateway gives up
            case OK_WITHOUT_ID -> write(socket, 200, body);
            case SLURMS_OWN, ERROR_5004, ERROR_5005 -> write(socket, status, body);
        }
        return fate.reply != Reply.RESET && fate.reply != Reply.SILENCE;
    }

    private HttpRequest onward(Request request) {
        var onward =
                HttpRequest.newBuilder(slurmrestd.resolve(request.path))
                        .method(
                                request.method,
                                request.body.length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(request.body));
        request.headers.forEach((name, value) -> {
            if (name.startsWith("x-slurm-") || name.equals("content-type")) {
                onward.header(name, value);
            }
        });
        return onward.build();
    }

    private static void write(Socket socket, int status, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        String head =
                "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(status, body.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            bytes.write(next);
        }
        String[] lines = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(": ?", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String[] first = lines[0].split(" ");
        return new Request(first[0], first[1], headers, in.readNBytes(length));
    }
}
