package dev.patchbay.plan;

import dev.patchbay.pack.AppName;
import dev.patchbay.release.Release;
import dev.patchbay.release.State;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes plans under way, and an app's rule of halts, from one server to another. */
@Component
public class PlanTransfer {
    private final Plans plans;
    private final HaltRules rules;
    private final PlanDesk desk;
    private final HaltPolicy policy;

    PlanTransfer(Plans plans, HaltRules rules, PlanDesk desk, HaltPolicy policy) {
        this.plans = plans;
        this.rules = rules;
        this.desk = desk;
        this.policy = policy;
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
        desk.takeOver(release, record.terms(), record.step());
    }

    /**
     * Inside a transaction, under the app's lock; a rule that is here stays.
     *
     * @return whether there was none
     */
    public boolean enter(AppName app, HaltTerms terms) {
        if (policy.isOwn(app.text())) return false;
        policy.enter(app.text(), terms);
        return true;
    }
}
