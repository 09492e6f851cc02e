package dev.patchbay.plan;

import dev.patchbay.release.RefusedField;
import java.util.List;
import java.util.Optional;

/** What a release manager plans: shares that rise strictly, with a soak time between, and perhaps a condition. */
public record PlanTerms(List<Step> steps, Optional<Condition> condition) {
    private static final int MOST_STEPS = 20;

    public PlanTerms {
        if (steps.isEmpty() || steps.size() > MOST_STEPS) refuse("it has 1 to " + MOST_STEPS + " steps");
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.soak() == null && i < steps.size() - 1) {
                refuse("step " + (i + 1) + " needs a soak, such as 4h: how long to stay there before the next step");
            }
            if (i > 0
                    && step.rollout().hundredths() <= steps.get(i - 1).rollout().hundredths()) {
                refuse("the steps' rollout must rise: step " + (i + 1) + " has " + step.rollout() + " after "
                        + steps.get(i - 1).rollout());
            }
        }
        steps = List.copyOf(steps);
    }

    private static void refuse(String why) {
        throw new RefusedField("plan", why);
    }

    /** The last step that is not wider than a share; the first one when all are. */
    int stepAt(int hundredths) {
        int reached = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).rollout().hundredths() <= hundredths) reached = i;
        }
        return reached;
    }
}
