package eu.sluis.cli.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.sluis.contract.DatasetId;
import eu.sluis.contract.Digest;
import eu.sluis.contract.Json;
import eu.sluis.contract.ObjectId;
import eu.sluis.contract.PublicKey;
import eu.sluis.contract.Signed;
import eu.sluis.contract.VersionId;
import eu.sluis.contract.api.Authored;
import eu.sluis.contract.api.NewVersion;
import eu.sluis.contract.api.ObjectView;
import eu.sluis.contract.api.VersionView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The gateway's rules for versions and objects, in memory; it can break off and lose answers. */
final class StoreStandIn implements AutoCloseable {

    /** All bodies of objects that came, whole or not, in turn. */
    final List<Received> received = new ArrayList<>();

    final Map<VersionId, VersionView> versions = new HashMap<>();
    final Map<VersionId, byte[]> keyFiles = new HashMap<>();
    final Map<ObjectId, byte[]> objects = new HashMap<>();

    /** The number of objects that are stored before the next one is read half and no further. */
    int stallsAfter = Integer.MAX_VALUE;

    /** The number of objects that are stored before every connection breaks off. */
    int breaksAfter = Integer.MAX_VALUE;

    boolean losesAnswerToClose;
    final CountDownLatch stalled = new CountDownLatch(1);

    private final HttpServer server;

    record Received(ObjectId object, byte[] bytes, boolean whole) {}

    StoreStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/");
            Object body =
                    switch (exchange.getRequestMethod() + " " + path[2] + " " + path.length) {
                        case "POST datasets 5" -> begin(DatasetId.of(path[3]), exchange);
                        case "GET versions 4" -> version(VersionId.of(path[3]));
                        case "PUT versions 6" ->
                                put(VersionId.of(path[3]), ObjectId.of(path[5]), exchange);
                        case "POST versions 5" -> closed(VersionId.of(path[3]), exchange);
                        default ->
                                throw new IllegalArgumentException(exchange.getRequestURI() + "");
                    };
            if (body != null) {
                byte[] bytes = Json.mapper().writeValueAsBytes(body);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private synchronized VersionView begin(DatasetId dataset, HttpExchange exchange)
            throws IOException {
        NewVersion asked = Json.read(exchange.getRequestBody().readAllBytes(), NewVersion.class);
        VersionId id = new VersionId(UUID.randomUUID());
        keyFiles.put(id, asked.keyFile());
        versions.put(id, view(id, dataset, "open", null, null));
        return version(id);
    }

    private synchronized VersionView version(VersionId id) {
        VersionView view = versions.get(id);
        if (view == null) {
            throw new IllegalArgumentException("no version " + id);
        }
        return view;
    }

    private @Nullable ObjectView put(VersionId version, ObjectId id, HttpExchange exchange)
            throws IOException {
        if (objects.size() >= breaksAfter) {
            return null;
        }
        long length = Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length"));
        boolean stalls = objects.size() >= stallsAfter;
        byte[] bytes = read(exchange.getRequestBody(), stalls ? length / 2 : length);
        boolean whole = bytes.length == length;
        synchronized (this) {
            received.add(new Received(id, bytes, whole));
        }
        if (stalls) {
            stalled.countDown();
            read(exchange.getRequestBody(), length);
        }
        if (!whole) {
            return null;
        }
        synchronized (this) {
            if (!version(version).state().equals("open")) {
                throw new IllegalArgumentException("the version is closed");
            }
            objects.put(id, bytes);
        }
        return new ObjectView(id, version, length, Digest.of(bytes));
    }

    private static byte[] read(InputStream body, long length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int next = body.read(); next >= 0; next = body.read()) {
                bytes.write(next);
                if (bytes.size() == length) {
                    break;
                }
            }
        } catch (IOException brokenOff) {
            // What came is what there is.
        }
        return bytes.toByteArray();
    }

    private synchronized @Nullable VersionView closed(VersionId id, HttpExchange exchange)
            throws IOException {
        Authored record = Json.read(exchange.getRequestBody().readAllBytes(), Authored.class);
        VersionView open = version(id);
        if (open.record() != null && !open.record().equals(record.signed())) {
            throw new IllegalArgumentException("closed with another record");
        }
        versions.put(id, view(id, open.dataset(), "closed", record.signed(), record.key()));
        return losesAnswerToClose ? null : version(id);
    }

    private static VersionView view(
            VersionId id,
            DatasetId dataset,
            String state,
            @Nullable Signed record,
            @Nullable PublicKey author) {
        return new VersionView(
                id,
                dataset,
                1,
                state,
                record,
                author,
                null,
                0,
                Instant.parse("2026-03-01T12:00:00Z"));
    }
}
