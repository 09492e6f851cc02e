package dev.patchbay.plan;

import static dev.patchbay.plan.PlanTermsTests.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.release.Percent;
import dev.patchbay.release.Release;
import dev.patchbay.release.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTests {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Outcome GOOD = new Outcome(1, 100);
    private static final PlanTerms TERMS = new PlanTerms(
            List.of(step("1", "1h"), step("10", "4h"), step("100", null)),
            Optional.of(new Condition(Percent.of("2"), 50)));

    private static Plan plan(State state) {
        Release release = mock(Release.class);
        when(release.id()).thenReturn(7L);
        when(release.appName()).thenReturn("demo");
        when(release.state()).thenReturn(state);
        return new Plan(release, TERMS, 0, START);
    }

    private static Instant after(String time) {
        return START.plus(SoakTime.of(time));
    }

    @Test
    void aStepSoaksBeforeTheNext() {
        Plan plan = plan(State.PUBLISHED);

        assertThat(plan.state()).isEqualTo(PlanState.RUNNING);
        assertThat(plan.since()).contains(START);
        assertThat(plan.dueAt()).contains(after("1h"));
        assertThat(plan.waitsFor(after("59m"), GOOD)).contains("soaks until 2030-01-01T01:00:00Z");
        assertThat(plan.waitsFor(after("60m"), GOOD)).isEmpty();
    }

    @Test
    void aSoakedStepWaitsUntilTheConditionHolds() {
        Plan plan = plan(State.PUBLISHED);

        assertThat(plan.waitsFor(after("2h"), new Outcome(0, 49)))
                .contains("waits for reports: 49 of 50 devices have said how it went");
        assertThat(plan.waitsFor(after("2h"), new Outcome(3, 100)))
                .contains("fails too often: on 3 of 100 devices (3.00 %), and the plan allows 2 %");
        assertThat(plan.waitsFor(after("2h"), new Outcome(2, 100))).isEmpty();
    }

    @Test
    void theLastStepWithoutASoakCompletesThePlan() {
        Plan plan = plan(State.PUBLISHED);

        plan.advance(after("1h"));
        assertThat(plan.current().rollout()).isEqualTo(Percent.of("10"));
        assertThat(plan.dueAt()).contains(after("5h"));
        plan.advance(after("6h"));

        assertThat(plan.current().rollout()).isEqualTo(Percent.ALL);
        assertThat(plan.state()).isEqualTo(PlanState.COMPLETED);
        assertThat(plan.isOver()).isTrue();
        assertThat(plan.dueAt()).isEmpty();
    }

    @Test
    void aLastStepWithASoakIsWatchedToItsEnd() {
        Plan plan = plan(State.PUBLISHED);
        Release release = mock(Release.class);
        when(release.state()).thenReturn(State.PUBLISHED);
        plan.replaceWith(
                release, new PlanTerms(List.of(step("5", "1h"), step("50", "2h")), Optional.empty()), 1, START);

        assertThat(plan.state()).isEqualTo(PlanState.RUNNING);
        assertThat(plan.waitsFor(after("119m"), GOOD)).isPresent();
        plan.advance(after("2h"));
        assertThat(plan.state()).isEqualTo(PlanState.COMPLETED);
        assertThat(plan.current().rollout()).isEqualTo(Percent.of("50"));
    }

    @Test
    void aPauseStopsTheSoakClock() {
        Plan plan = plan(State.PUBLISHED);

        assertThat(plan.pause(after("40m"))).isTrue();
        assertThat(plan.pause(after("41m"))).isFalse();
        assertThat(plan.state()).isEqualTo(PlanState.PAUSED);
        assertThat(plan.dueAt()).isEmpty();
        assertThat(plan.waitsFor(after("9d"), GOOD)).contains("waits for the release to be resumed");
        assertThat(plan.resume(after("10h"))).isTrue();

        assertThat(plan.dueAt()).contains(after("10h").plus(Duration.ofMinutes(20)));
        plan.pause(after("10h").plus(Duration.ofMinutes(5)));
        plan.resume(after("20h"));
        assertThat(plan.dueAt()).contains(after("20h").plus(Duration.ofMinutes(15)));
    }

    @Test
    void aDraftsPlanBeginsWhenTheDraftIsPublished() {
        Plan plan = plan(State.DRAFT);

        assertThat(plan.state()).isEqualTo(PlanState.WAITING);
        assertThat(plan.since()).isEmpty();
        assertThat(plan.waitsFor(after("9d"), GOOD)).contains("waits for the draft to be published");
        assertThat(plan.start(after("2d"))).isTrue();
        assertThat(plan.dueAt()).contains(after("2d").plus(Duration.ofHours(1)));
        assertThat(plan.start(after("3d"))).isFalse();
    }

    @Test
    void aPausedReleasesPlanBeginsPaused() {
        assertThat(plan(State.PAUSED).state()).isEqualTo(PlanState.PAUSED);
    }

    @Test
    void whatHasEndedStaysSo() {
        Plan plan = plan(State.PUBLISHED);

        assertThat(plan.end("the release was withdrawn")).isTrue();
        assertThat(plan.end("again")).isFalse();
        assertThat(plan.pause(after("1h"))).isFalse();
        assertThat(plan.resume(after("1h"))).isFalse();
        assertThat(plan.state()).isEqualTo(PlanState.ENDED);
        assertThat(plan.reason()).isEqualTo("the release was withdrawn");
    }
}
