package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.contract.document.After;
import eu.sluis.contract.document.ArrayTasks;
import eu.sluis.contract.document.Exit;
import eu.sluis.contract.document.Input;
import eu.sluis.contract.document.OutputRef;
import eu.sluis.contract.document.RunIntent;
import eu.sluis.contract.document.SlotGrant;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arrays, jobs that wait, and inputs that another job makes. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
class WaitingTest {

    private static final Exit WELL = new Exit(0, null, false, false, 10);
    private static final Exit BADLY = new Exit(1, null, false, false, 10);

    private Work work;

    @BeforeEach
    void start() {
        TestSites.register();
        work = Work.make();
    }

    static RunIntent with(
            RunIntent base,
            List<After> after,
            @Nullable ArrayTasks array,
            @Nullable Instant notBefore) {
        return Work.changed(
                base,
                members -> {
                    members.putPOJO("after", after);
                    members.putPOJO("array", array);
                    members.putPOJO("notBefore", notBefore);
                });
    }

    private JobView submitted(RunIntent intent) {
        return Work.body(work.submit(intent), 201, JobView.class);
    }

    private JobView after(JobView other, After.When when) {
        return submitted(with(work.intent(), List.of(new After(other.intent(), when)), null, null));
    }

    private JobView readerOf(JobView maker) {
        return submitted(work.intent(List.of(outputOf(maker))));
    }

    private static Input outputOf(JobView maker) {
        OutputRef output = new OutputRef(maker.intent(), maker.theCase(), maker.element());
        return new Input("made", null, output);
    }

    private static TestRunner runner(JobView job) {
        return new TestRunner(
                Sql.column("SELECT id FROM attempt WHERE job = ?", job.id().value())
                        .getFirst()
                        .toString());
    }

    private SlotGrant runToItsEnd(JobView job, Exit exit) {
        work.awaitState(job.id(), JobState.PENDING);
        TestRunner runner = runner(job);
        SlotGrant grant = runner.granted();
        Work.body(runner.post("commit", runner.prepared(exit)), 200, JobView.class);
        return grant;
    }

    private long liveAttempts() {
        return (Long)
                Sql.column(
                                "SELECT count(*) FROM attempt WHERE tenant = ? AND ended IS NULL",
                                work.tenant.id().value())
                        .getFirst();
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }

    @Test
    void anArrayHasOneNumberAndNoMoreElementsOnClustersThanItAllows() throws Exception {
        JobView first =
                submitted(
                        with(work.intent(), List.of(), new ArrayTasks(List.of(3, 5, 8), 2), null));
        List<Object> elements =
                Sql.column(
                        "SELECT element FROM job WHERE tenant = ? AND number = ? ORDER BY element",
                        work.tenant.id().value(),
                        first.number());
        assertThat(elements).containsExactly(3, 5, 8);
        assertThat(first.element()).isEqualTo(3);

        work.awaitState(first.id(), JobState.PENDING);
        Await.until(() -> liveAttempts() == 2, () -> liveAttempts() + " attempts");
        pause(Duration.ofSeconds(2));
        assertThat(liveAttempts()).isEqualTo(2);

        runToItsEnd(first, WELL);
        UUID third =
                (UUID)
                        Sql.column(
                                        "SELECT id FROM job WHERE tenant = ? AND element = 8",
                                        work.tenant.id().value())
                                .getFirst();
        work.awaitState(new eu.sluis.contract.JobId(third), JobState.PENDING);
    }

    @Test
    void eachElementHasItsOwnBudgetAndKnowsItsNumber() {
        JobView first =
                submitted(with(work.intent(), List.of(), new ArrayTasks(List.of(1, 2), 2), null));

        assertThat(runToItsEnd(first, WELL).element()).isEqualTo(1);
        UUID second =
                (UUID)
                        Sql.column(
                                        "SELECT id FROM job WHERE tenant = ? AND element = 2",
                                        work.tenant.id().value())
                                .getFirst();
        JobView other = work.look(new eu.sluis.contract.JobId(second));

        SlotGrant grant = runToItsEnd(other, WELL);
        assertThat(grant.element()).isEqualTo(2);
        assertThat(grant.number()).isEqualTo(first.number());
    }

    @Test
    void aReaderWaitsForItsInputAndIsGivenExactlyWhatWasCommitted() throws Exception {
        JobView maker = work.job();
        JobView reader = readerOf(maker);
        work.awaitState(maker.id(), JobState.PENDING);
        pause(Duration.ofSeconds(2));
        assertThat(work.look(reader.id()).state()).isEqualTo(JobState.ACCEPTED);
        assertThat(work.look(reader.id()).reason()).isEqualTo("waits for other jobs");

        SlotGrant made = runToItsEnd(maker, WELL);
        work.awaitState(reader.id(), JobState.PENDING);

        SlotGrant grant = runner(reader).granted();
        assertThat(grant.inputs()).containsOnlyKeys("made");
        assertThat(grant.inputs().get("made").version()).isEqualTo(made.output());
    }

    @Test
    void aReaderOfAJobThatFailedIsCancelled() {
        JobView maker = work.job();
        JobView reader = readerOf(maker);

        runToItsEnd(maker, BADLY);

        JobView ended = work.awaitState(reader.id(), JobState.CANCELLED);
        assertThat(ended.reason()).contains("job " + maker.number());
    }

    @Test
    void refusesAnInputWhoseRowsWereExchangedForThoseOfAnotherJob() {
        JobView maker = work.job();
        JobView other = work.job();
        runToItsEnd(maker, WELL);
        runToItsEnd(other, WELL);
        JobView reader = readerOf(maker);
        work.awaitState(reader.id(), JobState.PENDING);
        Sql.execute(
                """
                UPDATE job SET output = o.output, receipt = o.receipt, receipt_signature = o.receipt_signature
                FROM job o WHERE job.id = ? AND o.id = ?
                """,
                maker.id().value(),
                other.id().value());

        var answer = runner(reader).redeem();

        assertThat(Http.problem(answer)).isEqualTo("custody-refused");
        assertThat(work.leaves("release.refused")).isEqualTo(1);
    }

    @Test
    void refusesAnOutputThatTheNamedJobCannotHave() {
        JobView maker = work.job();
        JobView other = work.job();
        Input wrongCase =
                new Input("made", null, new OutputRef(maker.intent(), other.theCase(), null));
        Input noElement =
                new Input("made", null, new OutputRef(maker.intent(), maker.theCase(), 4));

        assertThat(Http.problem(work.submit(work.intent(List.of(wrongCase)))))
                .isEqualTo("bad-document");
        assertThat(Http.problem(work.submit(work.intent(List.of(noElement)))))
                .isEqualTo("bad-document");
    }

    @Test
    void anotherTenantsJobIsNotThere() {
        JobView theirs = Work.make().job();
        RunIntent waiting =
                with(
                        work.intent(),
                        List.of(new After(theirs.intent(), After.When.ENDED)),
                        null,
                        null);

        assertThat(Http.problem(work.submit(waiting))).isEqualTo("not-found");
        assertThat(work.jobs()).isZero();
    }

    @Test
    void goesOnOnceWhatItWaitsForIsSo() {
        JobView other = work.job();
        JobView afterStart = after(other, After.When.STARTED);
        JobView afterFailure = after(other, After.When.FAILED);
        JobView afterSuccess = after(other, After.When.COMPLETED);
        JobView afterEnd = after(other, After.When.ENDED);
        work.awaitState(other.id(), JobState.PENDING);
        assertThat(work.look(afterStart.id()).state()).isEqualTo(JobState.ACCEPTED);

        TestRunner runner = runner(other);
        runner.granted();
        work.awaitState(afterStart.id(), JobState.PENDING);
        assertThat(work.look(afterEnd.id()).state()).isEqualTo(JobState.ACCEPTED);

        Work.body(runner.post("commit", runner.prepared(BADLY)), 200, JobView.class);
        work.awaitState(afterEnd.id(), JobState.PENDING);
        work.awaitState(afterFailure.id(), JobState.PENDING);
        work.awaitState(afterSuccess.id(), JobState.CANCELLED);
    }

    @Test
    void beginsNotBeforeItsTime() throws Exception {
        Instant begin = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        JobView job = submitted(with(work.intent(), List.of(), null, begin));
        assertThat(job.reason()).isEqualTo("begins at " + begin);

        pause(Duration.ofSeconds(2));
        assertThat(work.look(job.id()).state()).isEqualTo(JobState.ACCEPTED);

        work.awaitState(job.id(), JobState.PENDING);
        assertThat(Instant.now()).isAfterOrEqualTo(begin);
    }
}
