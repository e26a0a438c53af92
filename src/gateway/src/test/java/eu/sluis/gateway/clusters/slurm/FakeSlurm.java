package eu.sluis.gateway.clusters.slurm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.sluis.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for slurmrestd of one version: keeps jobs, answers in recorded shapes, and fails on
 * request.
 *
 * <p>Real Slurm is e2e's; this one can lose an answer at the very moment that a test wants.
 */
public final class FakeSlurm implements AutoCloseable {

    /** What becomes of submissions. */
    public enum Fault {
        NONE(null, null),
        TIME_OUT(null, null),
        RESET(null, null),
        SOCKET_TIMED_OUT_5004("fault_ctld_hung_submit", "fault_ctld_hung_submit"),
        ZERO_BYTES_5005("auth_expired_submit", "v42_expired"),
        OK_WITHOUT_ID("job_update_ok", "job_update_ok"),
        CONTROLLER_DOWN_1800("fault_ctld_down_submit", "fault_ctld_down_submit"),
        BAD_PARTITION_2000("err_bad_partition", "v42_bad_partition"),
        TEXT_401("auth_no_token", "v42_no_token");

        private final String v38;
        private final String v42;

        Fault(String v38, String v42) {
            this.v38 = v38;
            this.v42 = v42;
        }
    }

    private static final String V38 = "v0.0.38";

    private String version;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<Long, ObjectNode> jobs = new TreeMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<JsonNode> submissions = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private boolean createsInSpiteOfFault;
    private boolean hung;
    private String accepted;
    private long next = 100;
    private long changed = now();
    private int wholeListings;
    private Duration clockAhead = Duration.ZERO;
    private boolean stalled;
    private volatile Duration delay = Duration.ZERO;
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    public FakeSlurm() throws IOException {
        this(V38);
    }

    /** Of v0.0.38 or v0.0.42. */
    public FakeSlurm(String version) throws IOException {
        this.version = version;
        this.accepted = version.equals(V38) ? "hold_for_release" : "v42_hold";
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

    /** From now on, this is a slurmrestd of another version. */
    public synchronized void speak(String version) {
        this.version = version;
    }

    /** From now on, each answer takes so long. */
    public void delay(Duration delay) {
        this.delay = delay;
    }

    /** How many requests were in work at the same time. */
    public int mostAtATime() {
        return most.get();
    }

    /** From now on, or no longer, bodies begin and do not go on. */
    public synchronized void stallBodies(boolean stalls) {
        stalled = stalls;
    }

    /** From now on accepted submissions get this answer. */
    public synchronized void accept(String capture) {
        accepted = capture;
    }

    /** The controller's clock goes ahead of this machine's by so much. */
    public synchronized void clockAhead(Duration ahead) {
        clockAhead = ahead;
        changed = now();
    }

    /** How often all jobs were listed. */
    public synchronized int wholeListings() {
        return wholeListings;
    }

    private long now() {
        return Instant.now().plus(clockAhead == null ? Duration.ZERO : clockAhead).getEpochSecond();
    }

    /** Another user's or program's job. */
    public synchronized long foreign(String name, String user) {
        return add(name, user);
    }

    /** Changes a job, as Slurm would in time. */
    public synchronized void set(long id, String member, String value) {
        put(job(id), member, value);
        changed = now();
    }

    private void put(ObjectNode job, String member, String value) {
        if (version.equals(V38) || !member.equals("job_state")) {
            job.put(member, value);
            return;
        }
        ArrayNode states = job.putArray(member);
        for (String state : value.split(" ")) {
            states.add(state);
        }
    }

    /** Gives a lost job's id to somebody else, as Slurm does after a crash of its controller. */
    public synchronized void reuse(long id, String name, String user) {
        jobs.remove(id);
        jobs.put(id, held(id, name, user));
        changed = now();
    }

    /** The controller forgets a job that it had acknowledged. */
    public synchronized void lose(long id) {
        jobs.remove(id);
        changed = now();
    }

    /** The ids of the jobs of this name that have not ended. */
    public synchronized List<Long> named(String name) {
        return jobs.entrySet().stream()
                .filter(job -> job.getValue().path("name").asText().equals(name))
                .filter(job -> !word(job.getValue()).equals("CANCELLED"))
                .map(Map.Entry::getKey)
                .toList();
    }

    public synchronized String state(long id) {
        return word(job(id)) + " " + job(id).path("state_reason").asText();
    }

    private static String word(ObjectNode job) {
        JsonNode state = job.path("job_state");
        return state.isArray() ? state.path(0).asText() : state.asText();
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
        changed = now();
        return id;
    }

    private ObjectNode held(long id, String name, String user) {
        String shape = version.equals(V38) ? "job_get_hold" : "v42_job_get";
        ObjectNode job = Capture.of(shape).body().path("jobs").path(0).deepCopy();
        put(job, "job_state", "PENDING");
        put(job, "state_reason", "JobHeldUser");
        return job.put("job_id", id).put("name", name).put("user_name", user);
    }

    private void answer(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Before the answer: who has it may send the next one.
        atATime.decrementAndGet();
        reply(exchange);
    }

    private void reply(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().toString();
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
        boolean empty = answer.status() == 304;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.bytes().length);
        if (stalled && !empty) {
            exchange.getResponseBody().write(answer.bytes(), 0, 1);
            exchange.getResponseBody().flush();
            swallow(exchange);
            return;
        }
        if (!empty) {
            exchange.getResponseBody().write(answer.bytes());
        }
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

    private Capture act(String method, String uri, String user, byte[] body) {
        String prefix = "/slurm/" + version + "/";
        if (!uri.startsWith(prefix)) {
            return of("route_v40", "v38_gone");
        }
        String path = uri.substring(prefix.length());
        if (path.equals("job/submit")) {
            return submit(user, body);
        }
        if (path.equals("ping")) {
            return of("slurm_ping", "v42_ping");
        }
        if (path.equals("diag")) {
            return clock();
        }
        if (path.equals("jobs") || path.startsWith("jobs?update_time=")) {
            return listing(path.equals("jobs") ? 0 : Long.parseLong(path.substring(17)));
        }
        ObjectNode job = path.matches("job/[0-9]+") ? job(Long.parseLong(path.substring(4))) : null;
        if (job == null) {
            return method.equals("DELETE")
                    ? of("job_get_unknown", "v42_delete_unknown")
                    : of("job_get_unknown", "v42_job_unknown");
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
        if (fault.v38 != null) {
            return of(fault.v38, fault.v42);
        }
        Capture ok = Capture.of(accepted);
        ((ObjectNode) ok.body()).put("job_id", id);
        return ok;
    }

    private Capture of(String v38, String v42) {
        return Capture.of(version.equals(V38) ? v38 : v42);
    }

    private Capture clock() {
        Capture diag = Capture.of("slurm_diag");
        ((ObjectNode) diag.body().path("statistics")).put("req_time", now());
        return diag;
    }

    /** As slurmctld: nothing new if its last change lies before that second. */
    private Capture listing(long updateTime) {
        if (updateTime - 1 >= changed) {
            return version.equals(V38)
                    ? new Capture(304, MissingNode.getInstance())
                    : Capture.of("v42_jobs_update_time_future");
        }
        wholeListings++;
        Capture answer = shape();
        var list = ((ObjectNode) answer.body()).putArray("jobs");
        jobs.values().forEach(list::add);
        if (!version.equals(V38)) {
            ((ObjectNode) answer.body().path("last_update")).put("number", now());
        }
        return answer;
    }

    private Capture shape() {
        return of("job_get_hold", "v42_job_get");
    }

    private Capture only(ObjectNode job) {
        Capture answer = shape();
        ((ObjectNode) answer.body()).putArray("jobs").add(job);
        return answer;
    }

    private Capture cancelled(ObjectNode job) {
        put(job, "job_state", "CANCELLED");
        put(job, "state_reason", "None");
        changed = now();
        return of("delete_ok", "v42_delete_done");
    }

    private Capture changed(ObjectNode job, byte[] body) {
        if (Json.read(body, JsonNode.class).path("hold").isBoolean()) {
            put(job, "state_reason", "None");
            changed = now();
        }
        return Capture.of("job_update_ok");
    }
}
