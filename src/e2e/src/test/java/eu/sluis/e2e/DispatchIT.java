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

    /** The first submissions meet these fates, one each; whatever follows is left alone. */
    private static Map<String, Fate> meet(List<Fate> fates) {
        Queue<Fate> left = new ConcurrentLinkedQueue<>(fates);
        Map<String, Fate> met = new ConcurrentHashMap<>();
        relay.decide(request -> {
            Fate fate = request.submits() ? left.poll() : null;
            if (fate == null) {
                return Fate.UNTOUCHED;
            }
            met.put(request.attempt(), fate);
            return fate;
        });
        return met;
    }

    @Test
    void everyLostAnswerLeavesOneJobOrNoneAndAnotherAttempt() throws Exception {
        List<Fate> fates = new ArrayList<>();
        for (Reply lost : List.of(Reply.RESET, Reply.ERROR_5004, Reply.SILENCE)) {
            fates.add(Fate.of(false, lost));
        }
        for (Reply lost : Reply.values()) {
            if (lost != Reply.SLURMS_OWN) {
                fates.add(Fate.of(true, lost));
            }
        }
        Map<String, Fate> met = meet(fates);

        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < fates.size(); i++) {
            numbers.add(jobs.submit("sleep 1\n"));
        }

        for (String number : numbers) {
            jobs.completesOnce(number, SOON.plus(UNSEEN));
        }
        assertThat(met).hasSize(fates.size());
        for (String number : numbers) {
            List<String> attempts = jobs.attempts(number);
            boolean reached = Objects.requireNonNull(met.get(attempts.getFirst())).reachesSlurm();
            assertThat(attempts).hasSize(reached ? 1 : 2);
            assertThat(attempts).last().satisfies(a -> assertThat(Slurm.jobsOf(a)).hasSize(1));
            if (!reached) {
                assertThat(Slurm.jobsOf(attempts.getFirst())).isEmpty();
            }
        }
    }

    @Test
    void aControllerThatHangsPastTheTimeOutMakesOneJob() throws Exception {
        ProcessHandle controller = Stand.process("slurmctld-nl").orElseThrow();
        AtomicReference<Instant> paused = new AtomicReference<>(Instant.MAX);
        AtomicReference<Instant> answered = new AtomicReference<>(Instant.MIN);
        Runnable pause =
                () -> {
                    paused.set(Instant.now());
                    pause(controller);
                };
        Runnable note = () -> answered.set(Instant.now());
        Map<String, Fate> met = meet(List.of(new Fate(true, Reply.SLURMS_OWN, pause, note)));

        String number = jobs.submit("sleep 1\n");

        jobs.completesOnce(number, SOON);
        String attempt = met.keySet().iterator().next();
        Instant later = Instant.parse(created(attempt)).plus(UNSEEN);
        Thread.sleep(Duration.between(Instant.now(), later).plusSeconds(1).toMillis());
        assertThat(Slurm.jobsOf(attempt)).hasSize(1);
        assertThat(jobs.attempts(number)).containsExactly(attempt);
        assertThat(answered.get()).isAfter(paused.get().plus(MESSAGE_TIMEOUT));
    }

    private static String created(String attempt) {
        return Stand.row(
                "SELECT to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                        + " FROM attempt WHERE id = ?::uuid",
                attempt);
    }

    /**
     * For longer than slurmrestd and the gateway wait; a process that is stopped answers nobody.
     */
    private static void pause(ProcessHandle process) {
        signal("STOP", process);
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        Thread.sleep(Duration.ofSeconds(20));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        signal("CONT", process);
                    }
                });
    }

    private static void signal(String name, ProcessHandle process) {
        Stand.run(Map.of(), "kill", "-" + name, Long.toString(process.pid())).ok();
    }

    @Test
    void aDispatchThatIsCutOffAnywhereRunsOnce() throws Exception {
        for (Predicate<Relay.Request> which :
                List.<Predicate<Relay.Request>>of(Relay.Request::submits, Relay.Request::letsGo)) {
            ranInOneAttempt(cutOff(which, true));
        }
        ranInOneAttempt(cutOff(Relay.Request::letsGo, false));

        String unsent = cutOff(Relay.Request::submits, false);
        jobs.completesOnce(unsent, SOON.plus(UNSEEN));
        assertThat(jobs.attempts(unsent)).hasSize(2);
        assertThat(Slurm.jobsOf(jobs.attempts(unsent).getFirst())).isEmpty();
        assertThat(Slurm.jobsOf(jobs.attempts(unsent).getLast())).hasSize(1);
    }

    private static void ranInOneAttempt(String number) {
        jobs.completesOnce(number, SOON);
        assertThat(jobs.attempts(number)).hasSize(1);
        assertThat(Slurm.jobsOf(jobs.attempts(number).getFirst())).hasSize(1);
    }

    /**
     * Submits a job, and kills the gateway before or after Slurm acts on its first such request.
     */
    private static String cutOff(Predicate<Relay.Request> which, boolean afterSlurmActed)
            throws IOException {
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
        relay.decide(
                request -> which.test(request) && armed.getAndSet(false) ? fate : Fate.UNTOUCHED);
        String number = jobs.submit("sleep 1\n");
        Awaitility.await("the gateway is killed").atMost(SOON).untilTrue(killed);
        relay.startGateway();
        return number;
    }
}
