package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Stands in for slurmrestd v0.0.38: keeps jobs, answers in recorded shapes, and fails on request.
 *
 * <p>Real Slurm is e2e's; this one can lose an answer at the very moment that a test wants.
 */
public final class FakeSlurm implements AutoCloseable {

    /** What becomes of submissions. */
    public enum Fault {
        NONE(null),
        TIME_OUT(null),
        RESET(null),
        SOCKET_TIMED_OUT_5004("fault_ctld_hung_submit"),
        ZERO_BYTES_5005("auth_expired_submit"),
        OK_WITHOUT_ID("job_update_ok"),
        CONTROLLER_DOWN_1800("fault_ctld_down_submit"),
        BAD_PARTITION_2000("err_bad_partition"),
        TEXT_401("auth_no_token");

        private final String capture;

        Fault(String capture) {
            this.capture = capture;
        }
    }

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Long, ObjectNode> jobs = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<JsonNode> submissions = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private boolean createsInSpiteOfFault;
    private boolean hung;
    private long next = 100;

    public FakeSlurm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on submissions fail so, with or without a job coming about. */
    public synchronized void fail(Fault how, boolean createsInSpiteOfFault) {
        this.fault = how;
        this.createsInSpiteOfFault = createsInSpiteOfFault;
    }

    /** From now on, or no longer, nothing is answered. */
    public synchronized void hang(boolean hangs) {
        hung = hangs;
    }

    /** Another user's or program's job. */
    public synchronized long foreign(String name, String user) {
        return add(name, user);
    }

    /** Changes a job, as Slurm would in time. */
    public synchronized void set(long id, String member, String value) {
        job(id).put(member, value);
    }

    /** Gives a lost job's id to somebody else, as Slurm does after a crash of its controller. */
    public synchronized void reuse(long id, String name, String user) {
        jobs.remove(id);
        jobs.put(id, held(id, name, user));
    }

    /** The controller forgets a job that it had acknowledged. */
    public synchronized void lose(long id) {
        jobs.remove(id);
    }

    /** The ids of the jobs of this name that have not ended. */
    public synchronized List<Long> named(String name) {
        return jobs.entrySet().stream()
                .filter(job -> job.getValue().path("name").asText().equals(name))
                .filter(job -> !job.getValue().path("job_state").asText().equals("CANCELLED"))
                .map(Map.Entry::getKey)
                .toList();
    }

    public synchronized String state(long id) {
        return job(id).path("job_state").asText() + " " + job(id).path("state_reason").asText();
    }

    /** Every request so far, method and path. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<JsonNode> submissions() {
        return List.copyOf(submissions);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private ObjectNode job(long id) {
        return jobs.get(id);
    }

    private long add(String name, String user) {
        long id = next++;
        jobs.put(id, held(id, name, user));
        return id;
    }

    private static ObjectNode held(long id, String name, String user) {
        ObjectNode job = Capture.of("job_get_hold").body().path("jobs").path(0).deepCopy();
        return job.put("job_id", id).put("name", name).put("user_name", user);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().toString().replace("/slurm/v0.0.38/", "");
        String user = exchange.getRequestHeaders().getFirst("X-SLURM-USER-NAME");
        Capture answer;
        synchronized (this) {
            requests.add(method + " " + exchange.getRequestURI());
            answer = hung ? null : act(method, path, user, body);
        }
        if (answer == null) {
            swallow(exchange);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), answer.bytes().length);
        exchange.getResponseBody().write(answer.bytes());
        exchange.close();
    }

    private void swallow(HttpExchange exchange) {
        try {
            if (fault != Fault.RESET) {
                closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private Capture act(String method, String path, String user, byte[] body) {
        if (path.equals("job/submit")) {
            return submit(user, body);
        }
        if (path.equals("jobs")) {
            return listing();
        }
        ObjectNode job = path.matches("job/[0-9]+") ? job(Long.parseLong(path.substring(4))) : null;
        if (job == null) {
            return Capture.of("job_get_unknown");
        }
        return switch (method) {
            case "GET" -> only(job);
            case "DELETE" -> cancelled(job);
            default -> changed(job, body);
        };
    }

    private Capture submit(String user, byte[] body) {
        JsonNode submission = Json.read(body, JsonNode.class);
        submissions.add(submission);
        boolean creates = fault == Fault.NONE || createsInSpiteOfFault;
        long id = creates ? add(submission.path("job").path("name").asText(), user) : 0;
        if (fault == Fault.TIME_OUT || fault == Fault.RESET) {
            return null;
        }
        if (fault.capture != null) {
            return Capture.of(fault.capture);
        }
        Capture ok = Capture.of("hold_for_release");
        ((ObjectNode) ok.body()).put("job_id", id);
        return ok;
    }

    private Capture listing() {
        Capture answer = Capture.of("job_get_hold");
        var list = ((ObjectNode) answer.body()).putArray("jobs");
        jobs.values().forEach(list::add);
        return answer;
    }

    private static Capture only(ObjectNode job) {
        Capture answer = Capture.of("job_get_hold");
        ((ObjectNode) answer.body()).putArray("jobs").add(job);
        return answer;
    }

    private static Capture cancelled(ObjectNode job) {
        job.put("job_state", "CANCELLED").put("state_reason", "None");
        return Capture.of("delete_ok");
    }

    private static Capture changed(ObjectNode job, byte[] body) {
        if (Json.read(body, JsonNode.class).path("hold").isBoolean()) {
            job.put("state_reason", "None");
        }
        return Capture.of("job_update_ok");
    }
}
