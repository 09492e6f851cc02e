package dev.patchbay.plan;

import dev.patchbay.plan.PlanDesk.PlanMoved;
import dev.patchbay.release.Changes;
import dev.patchbay.release.ReleaseEditor;
import dev.patchbay.release.UnknownRelease;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes each running plan to its next step once the present one has soaked and its condition holds. */
@Component
class PlanRunner {
    private static final Logger log = LoggerFactory.getLogger(PlanRunner.class);

    private final Plans plans;
    private final ReleaseEditor editor;
    private final PlanDesk desk;
    private final Outcomes outcomes;
    private final Clock clock;

    PlanRunner(Plans plans, ReleaseEditor editor, PlanDesk desk, Outcomes outcomes, Clock clock) {
        this.plans = plans;
        this.editor = editor;
        this.desk = desk;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** Takes every plan that may go on one step further. One that cannot does not hold up the others. */
    void run() {
        for (Plan plan : plans.running()) {
            try {
                Outcome outcome = outcomes.of(plan.releaseId());
                if (plan.waitsFor(clock.instant(), outcome).isEmpty()) advance(plan);
            } catch (PlanMoved | UnknownRelease e) {
                log.debug("The plan of release {} was changed meanwhile", plan.releaseId());
            } catch (RuntimeException e) {
                log.warn("The plan of release {} could not go on and is tried again", plan.releaseId(), e);
            }
        }
    }

    private void advance(Plan plan) {
        List<Step> steps = plan.terms().steps();
        Changes changes = plan.atLastStep()
                ? Changes.NONE
                : Changes.NONE.withRollout(steps.get(plan.step() + 1).rollout());
        editor.edit(
                plan.appName(),
                plan.releaseId(),
                OptionalLong.empty(),
                release -> changes,
                release -> desk.advance(release, plan.step()));
    }
}
