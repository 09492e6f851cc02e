package dev.patchbay.audit;

import dev.patchbay.plan.HaltRuleChanged;
import dev.patchbay.plan.PlanChanged;
import dev.patchbay.plan.ReleaseHalted;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Adds to the trail what plans and halts do, with their numbers. */
@Component
class PlanAudit {
    private final AuditTrail trail;

    PlanAudit(AuditTrail trail) {
        this.trail = trail;
    }

    @EventListener
    void on(PlanChanged plan) {
        trail.record(
                "plan." + plan.what(),
                plan.release().appName(),
                "release/" + plan.release().id(),
                Map.of(),
                plan.facts());
    }

    @EventListener
    void on(ReleaseHalted halted) {
        trail.record(
                "release.halted",
                halted.release().appName(),
                "release/" + halted.release().id(),
                Map.of(),
                halted.facts());
    }

    @EventListener
    void on(HaltRuleChanged changed) {
        trail.record("app.halt", changed.app(), "app/" + changed.app(), changed.before(), changed.after());
    }
}
