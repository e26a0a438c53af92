package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.JobId;
import eu.sluis.contract.Json;
import eu.sluis.contract.Role;
import eu.sluis.contract.api.JobState;
import eu.sluis.contract.api.JobView;
import eu.sluis.gateway.jobs.EventReader.Event;
import eu.sluis.gateway.kit.Http;
import eu.sluis.gateway.kit.IssuerResource;
import eu.sluis.gateway.kit.PostgresResource;
import eu.sluis.gateway.kit.Sql;
import eu.sluis.gateway.kit.TestMember;
import eu.sluis.gateway.kit.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Those who read jobs: by number, and as they change. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(IssuerResource.class)
@QuarkusTestResource(SlurmSites.class)
@QuarkusTestResource(FewStreams.class)
class JobReadersTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private Work work;
    private JobId job;

    @BeforeEach
    void start() {
        TestSites.register();
        work = Work.make();
        job = work.awaitState(work.job().id(), JobState.PENDING).id();
        // The loop of the site has its say as well; after that only the test has.
        Await.until(() -> work.look(job).reason() != null, () -> work.look(job).toString());
    }

    private EventReader follow(String... headers) throws Exception {
        return EventReader.open(work.member.token(), job, headers);
    }

    /** As another replica, or anybody else, would. */
    private void reason(String reason) {
        Sql.execute("UPDATE job SET reason = ? WHERE id = ?", reason, job.value());
    }

    private static JobView view(Event event) {
        assertThat(event).isNotNull();
        assertThat(event.name()).isEqualTo("job");
        return Json.read(event.data().getBytes(), JobView.class);
    }

    /** The last event before a quiet second. */
    private static Event last(EventReader events) throws InterruptedException {
        Event last = events.next(SOON);
        for (Event next = last; next != null; next = events.next(Duration.ofSeconds(1))) {
            last = next;
        }
        return last;
    }

    @Test
    void aJobIsFoundByItsNumberByWhoeverSeesIt() {
        JobView other = Work.make().job();
        TestMember stranger = work.tenant.member(Role.SUBMITTER);

        var found = Http.json(work.http().get("/v1/jobs?number=1")).path("items");

        assertThat(found).hasSize(1);
        assertThat(found.path(0).path("id").asText()).isEqualTo(job.toString());
        assertThat(other.number()).isEqualTo(1);
        assertThat(Http.json(work.http().get("/v1/jobs?number=2")).path("items")).isEmpty();
        assertThat(Http.json(stranger.http().get("/v1/jobs?number=1")).path("items")).isEmpty();
        assertThat(work.http().get("/v1/jobs?number=one").statusCode()).isBetween(400, 404);
    }

    @Test
    void showsTheJobAsItIsAndEachChangeWithinTwoSeconds() throws Exception {
        try (EventReader events = follow()) {
            assertThat(events.answer().headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(view(last(events)).state()).isEqualTo(JobState.PENDING);

            for (String reason : List.of("one", "two", "three")) {
                reason(reason);
                assertThat(view(events.next(SOON)).reason()).isEqualTo(reason);
            }
        }
    }

    @Test
    void tellsTheNumberOfTheNewestPieceOfTheLog() throws Exception {
        try (EventReader events = follow()) {
            last(events);

            piece(0);
            assertThat(events.next(SOON))
                    .extracting(Event::name, Event::data)
                    .containsExactly("log", "{\"number\":0}");
            piece(1);
            piece(2);

            Event last = events.next(SOON);
            if (last.data().equals("{\"number\":1}")) {
                last = events.next(SOON);
            }
            assertThat(last.data()).isEqualTo("{\"number\":2}");
        }
    }

    private void piece(long number) {
        Sql.execute(
                """
                INSERT INTO log_piece (tenant, attempt, number, document, signature)
                SELECT tenant, id, ?, '', '' FROM attempt WHERE job = ?
                """,
                number,
                job.value());
    }

    @Test
    void whoeverComesBackIsShownOnlyWhatItHasNotSeen() throws Exception {
        piece(0);
        String seen;
        try (EventReader events = follow()) {
            seen = last(events).id();
        }

        try (EventReader events = follow("Last-Event-ID", seen)) {
            assertThat(events.next(Duration.ofMillis(700))).isNull();
            reason("new");
            assertThat(view(events.next(SOON)).reason()).isEqualTo("new");
        }
        try (EventReader events = follow("Last-Event-ID", seen + "0\u0027; DROP")) {
            assertThat(view(events.next(SOON)).reason()).isEqualTo("new");
        }
    }

    @Test
    void aStreamEndsWithItsJob() throws Exception {
        try (EventReader events = follow()) {
            last(events);

            Sql.execute("UPDATE job SET state = 'FAILED', ended = now() WHERE id = ?", job.value());

            assertThat(view(events.next(SOON)).state()).isEqualTo(JobState.FAILED);
            assertThat(events.next(SOON)).isEqualTo(Event.END);
        }
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        String token = Tokens.sign(work.member.claims().expiresAt(Instant.now().plusSeconds(4)));
        try (EventReader events = EventReader.open(token, job)) {
            assertThat(view(events.next(SOON)).id()).isEqualTo(job);
            Thread.sleep(4000);
            assertThat(last(events)).isEqualTo(Event.END);
        }
    }

    @Test
    void whoeverLeavesTheProjectIsShownNothingMore() throws Exception {
        try (EventReader events = follow()) {
            last(events);

            Sql.execute("DELETE FROM project_member WHERE project = ?", work.project.value());
            reason("secret");

            assertThat(events.next(SOON)).isEqualTo(Event.END);
        }
        try (EventReader again = follow()) {
            assertThat(again.status()).isEqualTo(404);
        }
    }

    @Test
    void anotherTenantsJobIsNoMoreThereThanAMissingOne() throws Exception {
        Work other = Work.make();
        try (EventReader theirs = EventReader.open(other.member.token(), job);
                EventReader nobodys = EventReader.open(other.member.token(), UUID.randomUUID())) {
            assertThat(theirs.status()).isEqualTo(404);
            assertThat(theirs.answer().body().readAllBytes())
                    .isEqualTo(nobodys.answer().body().readAllBytes());
        }
    }

    @Test
    void aTenantHasNoMoreStreamsOpenThanItMayAndOneThatIsLeftIsFree() throws Exception {
        List<EventReader> open = new ArrayList<>();
        for (int i = 0; i < FewStreams.STREAMS; i++) {
            open.add(follow());
            open.getLast().next(SOON);
        }

        try (EventReader tooMany = follow()) {
            assertThat(tooMany.status()).isEqualTo(429);
        }
        Work other = Work.make();
        JobId theirs = other.job().id();
        try (EventReader events = EventReader.open(other.member.token(), theirs)) {
            assertThat(events.status()).isEqualTo(200);
        }

        open.removeFirst().close();
        Await.until(
                () -> {
                    try (EventReader again = follow()) {
                        return again.status() == 200;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                () -> "the stream that was left still counts");
        for (EventReader each : open) {
            each.close();
        }
    }

    @Test
    void newsComeAgainAfterPostgresqlCutEveryConnection() throws Exception {
        try (EventReader events = follow()) {
            last(events);

            Sql.column(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE usename IN ('sluis_app', 'sluis_worker')
                    """);
            reason("afterwards");

            Event after = events.next(Duration.ofSeconds(30));
            assertThat(view(after).reason()).isEqualTo("afterwards");
            last(events);
            reason("told again");
            assertThat(view(events.next(SOON)).reason()).isEqualTo("told again");
        }
    }

    @Test
    void readersCauseNoCallToSlurm() throws Exception {
        Await.until(() -> SlurmSites.nl.wholeListings() > 0, () -> "the site was never looked at");
        Thread.sleep(2500);
        int listed = SlurmSites.nl.wholeListings();
        long asked = questionsAboutJobs();

        for (int i = 0; i < 200; i++) {
            work.http().get("/v1/jobs/" + job);
            work.http().get("/v1/jobs?number=1");
        }

        assertThat(SlurmSites.nl.wholeListings()).isEqualTo(listed);
        assertThat(questionsAboutJobs()).isEqualTo(asked);
    }

    private static long questionsAboutJobs() {
        return SlurmSites.nl.requests().stream().filter(r -> r.matches(".*/job/[0-9]+")).count();
    }
}
