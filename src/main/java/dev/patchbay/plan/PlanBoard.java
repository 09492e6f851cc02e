package dev.patchbay.plan;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Shows how plans stand. */
@Component
public class PlanBoard {
    private final Plans plans;
    private final Outcomes outcomes;
    private final Clock clock;

    PlanBoard(Plans plans, Outcomes outcomes, Clock clock) {
        this.plans = plans;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * A plan at this moment.
     *
     * @param outcome what its condition is held against; empty once it is over
     * @param waitsFor why it does not go on; empty when it is about to, or is over
     */
    public record Entry(Plan plan, Optional<Outcome> outcome, Optional<String> waitsFor) {}

    /** By release, for those that have a plan. */
    public Map<Long, Entry> of(Collection<Long> releaseIds) {
        Instant now = clock.instant();
        Map<Long, Entry> board = new HashMap<>();
        for (Plan plan : plans.findByReleaseIdIn(releaseIds)) {
            board.put(plan.releaseId(), plan.isOver() ? over(plan) : underWay(plan, now));
        }
        return board;
    }

    private static Entry over(Plan plan) {
        return new Entry(plan, Optional.empty(), Optional.empty());
    }

    private Entry underWay(Plan plan, Instant now) {
        Outcome outcome = outcomes.of(plan.releaseId());
        return new Entry(plan, Optional.of(outcome), plan.waitsFor(now, outcome));
    }
}
