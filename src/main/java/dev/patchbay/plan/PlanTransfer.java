package dev.patchbay.plan;

import dev.patchbay.pack.AppName;
import dev.patchbay.release.Release;
import dev.patchbay.release.State;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes plans under way, and an app's rule of halts, from one server to another. */
@Component
public class PlanTransfer {
    private final Plans plans;
    private final HaltRules rules;
    private final Clock clock;

    PlanTransfer(Plans plans, HaltRules rules, Clock clock) {
        this.plans = plans;
        this.rules = rules;
        this.clock = clock;
    }

    public Optional<PlanRecord> planOf(Release release) {
        return plans.findById(release.id())
                .filter(plan -> !plan.isOver())
                .map(plan -> new PlanRecord(plan.terms(), plan.step()));
    }

    /** The app's own; empty where the server's settings hold. */
    public Optional<HaltTerms> ruleOf(AppName app) {
        return rules.findById(app.text()).map(HaltRule::terms);
    }

    /** Inside a transaction, for a release that is new here. */
    public void enter(Release release, PlanRecord record) {
        if (release.embedded() || release.state() == State.WITHDRAWN) return;
        plans.save(new Plan(release, record.terms(), record.step(), clock.instant()));
    }

    /** Inside a transaction, under the app's lock; a rule that is here stays. */
    public void enter(AppName app, HaltTerms terms) {
        if (rules.findById(app.text()).isEmpty()) rules.save(new HaltRule(app.text(), terms));
    }
}
