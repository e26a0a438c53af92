package eu.sluis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.e2e.Relay.Fate;
import eu.sluis.e2e.Relay.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Submissions to a real Slurm whose answer is lost, and a gateway that is killed while it
 * dispatches: a job ran once, or never and is sent again.
 */
@Order(3)
class DispatchIT {

    /** Slurm's own, in deploy/site/slurm.conf.template. */
    private static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration UNSEEN = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(90);

    private static Relay relay;
    private static Jobs jobs;

    @BeforeAll
    static void standBetween() throws IOException {
        jobs = new Jobs(Tenants.shared());
        relay = Relay.inFrontOfNl();
    }

    @AfterAll
    static void stepAside() throws IOException {
        relay.close();
    }

    /** The first submission of each of the next jobs meets one of these; the rest is left alone. */
    private static Map<String, Fate> meet(List<Fate> fates) {
        String since = now();
        Queue<Fate> left = new ConcurrentLinkedQueue<>(fates);
        Map<String, Fate> met = new ConcurrentHashMap<>();
        relay.decide(request -> {
            Fate fate = request.submits() && begins(request, since) ? left.poll() : null;
            if (fate == null) {
                return Fate.UNTOUCHED;
            }
            met.put(request.attempt(), fate);
            return fate;
        });
        return met;
    }

    private static String now() {
        return Stand.row("SELECT now()");
    }

    /** Whether it is about the first attempt of a job that was accepted later. */
    private static boolean begins(Relay.Request request, String since) {
        return Stand.row(
                        "SELECT count(*) FROM attempt a JOIN job j ON j.id = a.job"
                                + " WHERE a.number = 1 AND j.accepted > ?::timestamptz"
                                + " AND (a.id::text = ? OR a.cluster_job = ?)",
                        since,
                        request.attempt(),
                        request.path().replaceAll(".*/", ""))
                .equals("1");
    }

    @Test
    void everyLostAnswerLeavesOneJobOrNoneAndAnotherAttempt() throws Exception {
        AtomicReference<Instant> paused = new AtomicReference<>(Instant.MAX);
        AtomicReference<Instant> answered = new AtomicReference<>(Instant.MIN);
        List<Fate> fates = new ArrayList<>();
        fates.add(Fate.of(false, Reply.RESET));
        fates.add(Fate.of(false, Reply.ERROR_5004));
        for (Reply lost : Reply.values()) {
            if (lost != Reply.SLURMS_OWN) {
                fates.add(Fate.of(true, lost));
            }
        }
        fates.add(
                new Fate(
                        true,
                        Reply.SLURMS_OWN,
                        () -> paused.set(pauseTheController()),
                        () -> answered.set(Instant.now())));
        String unsent = cutOff(Relay.Request::submits, false);
        Map<String, Fate> met = meet(fates);

        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < fates.size(); i++) {
            numbers.add(jobs.submit("sleep 1\n"));
        }

        for (String number : numbers) {
            jobs.completesOnce(number, SOON.plus(UNSEEN));
        }
        sleepPast(UNSEEN, jobs.attempts(numbers.getLast()).getFirst());
        assertThat(met).hasSize(fates.size());
        assertThat(answered.get()).isAfter(paused.get().plus(MESSAGE_TIMEOUT));
        for (String number : numbers) {
            Fate fate = Objects.requireNonNull(met.get(jobs.attempts(number).getFirst()));
            if (fate.reachesSlurm()) {
                ranInOneAttempt(number);
            } else {
                ranInItsSecondAttempt(number);
            }
        }
        ranInItsSecondAttempt(unsent);
    }

    /** Until {@code after} has passed since the attempt was begun: a job may come late. */
    private static void sleepPast(Duration after, String attempt) throws InterruptedException {
        String age =
                Stand.row(
                        "SELECT ceil(extract(epoch FROM now() - created)) FROM attempt WHERE id = ?::uuid",
                        attempt);
        Thread.sleep(Math.max(0, after.toMillis() - 1000 * Long.parseLong(age)));
    }

    private static void ranInOneAttempt(String number) {
        jobs.completesOnce(number, SOON);
        assertThat(jobs.attempts(number)).hasSize(1);
        assertThat(Slurm.jobsOf(jobs.attempts(number).getFirst())).hasSize(1);
    }

    private static void ranInItsSecondAttempt(String number) {
        jobs.completesOnce(number, SOON.plus(UNSEEN));
        assertThat(jobs.attempts(number)).hasSize(2);
        assertThat(Slurm.jobsOf(jobs.attempts(number).getFirst())).isEmpty();
        assertThat(Slurm.jobsOf(jobs.attempts(number).getLast())).hasSize(1);
    }

    /**
     * For longer than slurmrestd and the gateway wait; a process that is stopped answers nobody.
     */
    private static Instant pauseTheController() {
        ProcessHandle controller = Stand.process("slurmctld-nl").orElseThrow();
        signal("STOP", controller);
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        Thread.sleep(Duration.ofSeconds(20));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        signal("CONT", controller);
                    }
                });
        return Instant.now();
    }

    private static void signal(String name, ProcessHandle process) {
        Stand.run(Map.of(), "kill", "-" + name, Long.toString(process.pid())).ok();
    }

    @Test
    void aDispatchThatIsCutOffAfterTheSubmissionRunsOnce() throws Exception {
        ranInOneAttempt(cutOff(Relay.Request::submits, true));
        ranInOneAttempt(cutOff(Relay.Request::letsGo, false));
        ranInOneAttempt(cutOff(Relay.Request::letsGo, true));
    }

    /**
     * Submits a job, and kills the gateway before or after Slurm acts on its first such request.
     */
    private static String cutOff(Predicate<Relay.Request> which, boolean afterSlurmActed)
            throws IOException {
        String since = now();
        AtomicBoolean armed = new AtomicBoolean(true);
        AtomicBoolean killed = new AtomicBoolean();
        Runnable kill =
                () -> {
                    Stand.killGateway();
                    killed.set(true);
                };
        Fate fate =
                afterSlurmActed
                        ? new Fate(true, Reply.SLURMS_OWN, Fate.NOTHING, kill)
                        : new Fate(false, Reply.RESET, kill, Fate.NOTHING);
        relay.decide(request ->
                which.test(request) && begins(request, since) && armed.getAndSet(false)
                        ? fate
                        : Fate.UNTOUCHED);
        String number = jobs.submit("sleep 1\n");
        Awaitility.await("the gateway is killed").atMost(SOON).untilTrue(killed);
        relay.startGateway();
        return number;
    }
}
