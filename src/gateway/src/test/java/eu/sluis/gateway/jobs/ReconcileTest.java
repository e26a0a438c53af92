package eu.sluis.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.sluis.contract.AttemptId;
import eu.sluis.contract.JobId;
import eu.sluis.contract.SiteName;
import eu.sluis.contract.TenantId;
import eu.sluis.contract.api.JobState;
import eu.sluis.gateway.clusters.Sighting;
import eu.sluis.gateway.clusters.Sighting.Ending;
import eu.sluis.gateway.jobs.Reconcile.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconcileTest {

    private static final Duration LONG = Reconcile.UNSEEN;
    private static final Duration SHORT = Reconcile.UNSEEN.minusMillis(1);

    private AttemptState state = AttemptState.QUEUED;
    private @Nullable String recorded = "7";
    private long fence = 1;
    private long allowed = 1;
    private boolean lapsed;
    private boolean cancelled;

    private Step next(@Nullable Sighting seen, Duration unseen) {
        long released = state == AttemptState.RELEASED ? fence : 0;
        var attempt =
                new LiveAttempt(
                        new TenantId(UUID.randomUUID()),
                        new AttemptId(UUID.randomUUID()),
                        new JobId(UUID.randomUUID()),
                        fence,
                        new SiteName("nl"),
                        state,
                        recorded,
                        "sluis-p1",
                        released,
                        allowed,
                        lapsed,
                        Instant.now(),
                        cancelled);
        return Reconcile.next(attempt, seen, unseen);
    }

    private Step next(Sighting seen) {
        return next(seen, Duration.ZERO);
    }

    @Test
    void anAttemptIsGivenUpOnlyOnceItsClusterHasLongNotShownIt() {
        for (AttemptState each :
                new AttemptState[] {
                    AttemptState.SUBMITTING, AttemptState.HELD, AttemptState.QUEUED
                }) {
            state = each;
            assertThat(next(null, SHORT)).isInstanceOf(Step.Nothing.class);
            assertThat(next(null, LONG)).isInstanceOf(Step.Again.class);
        }
    }

    @Test
    void anAttemptWithAKeyIsNeverGivenUpWhileItsRunnerMayGoOn() {
        state = AttemptState.RELEASED;
        allowed = 3;

        assertThat(next(null, Duration.ofDays(1))).isInstanceOf(Step.Nothing.class);
        assertThat(next(new Sighting.Running("7"))).isInstanceOf(Step.Nothing.class);
        for (Ending ending : new Ending[] {Ending.NODE_FAILED, Ending.FAILED, Ending.FINISHED}) {
            assertThat(next(new Sighting.Ended("7", ending))).isInstanceOf(Step.Nothing.class);
        }

        lapsed = true;

        assertThat(next(null, Duration.ZERO)).isInstanceOf(Step.Again.class);
        assertThat(next(new Sighting.Running("7"))).isEqualTo(new Step.Cancel("7"));
        for (Ending ending :
                new Ending[] {
                    Ending.NODE_FAILED, Ending.FAILED, Ending.FINISHED, Ending.CANCELLED
                }) {
            assertThat(next(new Sighting.Ended("7", ending))).isInstanceOf(Step.Again.class);
        }
    }

    @Test
    void noFurtherAttemptFollowsAReleaseUnlessTheIntentAllowsIt() {
        state = AttemptState.RELEASED;
        lapsed = true;
        for (long attempts = 1; attempts <= 3; attempts++) {
            allowed = attempts;
            fence = attempts;

            assertThat(next(null, LONG)).isInstanceOf(Step.End.class);
            for (Ending ending : Ending.values()) {
                assertThat(next(new Sighting.Ended("7", ending))).isInstanceOf(Step.End.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT", "OUT_OF_MEMORY"})
    void whatAJobBroughtUponItselfIsNotRepeated(Ending ending) {
        state = AttemptState.RELEASED;
        allowed = 3;

        Step step = next(new Sighting.Ended("7", ending));

        assertThat(step).isInstanceOf(Step.End.class);
    }

    @Test
    void aRunningJobThatWasCancelledIsEndedAtOnce() {
        state = AttemptState.RELEASED;
        cancelled = true;

        assertThat(next(new Sighting.Running("7"))).isEqualTo(new Step.Cancel("7"));
        assertThat(next(new Sighting.Ended("7", Ending.FAILED)))
                .isEqualTo(new Step.End(JobState.CANCELLED, "cancelled while it ran"));
    }

    @Test
    void aDoubleIsCancelledAndSaysNothingOfTheAttempt() {
        for (AttemptState each :
                new AttemptState[] {
                    AttemptState.HELD, AttemptState.QUEUED, AttemptState.RELEASED
                }) {
            state = each;
            assertThat(next(new Sighting.Held("8"))).isEqualTo(new Step.Cancel("8"));
            assertThat(next(new Sighting.Running("8"))).isEqualTo(new Step.Cancel("8"));
            assertThat(next(new Sighting.Ended("8", Ending.CANCELLED)))
                    .isInstanceOf(Step.Nothing.class);
        }
    }

    @Test
    void aSubmissionWhoseAnswerWasLostIsAdoptedUnderWhateverIdItHas() {
        state = AttemptState.SUBMITTING;
        recorded = null;

        assertThat(next(new Sighting.Held("9"))).isEqualTo(new Step.Adopt("9"));
    }

    @Test
    void runnersThatEndWithoutAKeyAreStartedAgainButNotForEver() {
        Sighting failed = new Sighting.Ended("7", Ending.FAILED);

        assertThat(next(failed)).isInstanceOf(Step.Again.class);
        fence = Reconcile.MOST_WITHOUT_KEY;
        assertThat(next(failed)).isInstanceOf(Step.End.class);
    }
}
