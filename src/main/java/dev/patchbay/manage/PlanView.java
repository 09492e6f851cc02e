package dev.patchbay.manage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.plan.Condition;
import dev.patchbay.plan.Outcome;
import dev.patchbay.plan.Plan;
import dev.patchbay.plan.PlanBoard;
import dev.patchbay.plan.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A release's plan.
 *
 * @param state waiting, running, paused, completed or ended
 * @param step the present one, from 1
 * @param since when it began
 * @param nextAt when it has soaked long enough; null while the soak clock stands
 * @param waitsFor why it does not go on now; null when it is about to, or is over
 * @param reason why it ended
 * @param devices how many devices said how it went; null once the plan is over
 * @param failureRate on how many percent of these it failed
 */
record PlanView(
        String state,
        int step,
        List<StepView> steps,
        @Nullable ConditionView condition,
        @Nullable Instant since,
        @Nullable Instant nextAt,
        @Nullable String waitsFor,
        @Nullable String reason,
        @Nullable Long devices,
        @Nullable Double failureRate) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepView(BigDecimal rollout, @Nullable String soak) {
        static StepView of(Step step) {
            Duration soak = step.soak();
            return new StepView(step.rollout().value(), soak == null ? null : soak.toString());
        }
    }

    record ConditionView(BigDecimal maxFailureRate, long minDevices) {
        static ConditionView of(Condition condition) {
            return new ConditionView(condition.maxFailureRate().value(), condition.minDevices());
        }
    }

    static PlanView of(PlanBoard.Entry entry) {
        Plan plan = entry.plan();
        Optional<Outcome> outcome = entry.outcome();
        return new PlanView(
                plan.state().toString(),
                plan.step() + 1,
                plan.terms().steps().stream().map(StepView::of).toList(),
                plan.terms().condition().map(ConditionView::of).orElse(null),
                plan.since().orElse(null),
                plan.dueAt().orElse(null),
                entry.waitsFor().orElse(null),
                plan.reason().isEmpty() ? null : plan.reason(),
                outcome.map(Outcome::devices).orElse(null),
                outcome.map(seen -> Math.round(100 * seen.failureRate()) / 100.0)
                        .orElse(null));
    }
}
