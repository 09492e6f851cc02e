package dev.patchbay.plan;

import dev.patchbay.plan.PlanChanged.What;
import dev.patchbay.release.ForbiddenByState;
import dev.patchbay.release.Release;
import dev.patchbay.release.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Enters, ends and moves plans, inside the transaction of whoever changes the release, and tells of it. */
@Component
class PlanDesk {
    private final Plans plans;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PlanDesk(Plans plans, ApplicationEventPublisher events, Clock clock) {
        this.plans = plans;
        this.events = events;
        this.clock = clock;
    }

    /** A plan that is running hands over at the step it reached; any other begins with the first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void set(Release release, PlanTerms terms) {
        if (release.embedded() || release.state() == State.WITHDRAWN) {
            throw new ForbiddenByState("Release " + release.id() + " is offered to nobody and cannot have a plan.");
        }
        Instant now = clock.instant();
        Plan plan = plans.findById(release.id()).orElse(null);
        if (plan != null && !plan.state().isOver() && plan.terms().equals(terms)) return;
        int step = firstStep(release.id(), terms);
        if (plan == null) plan = new Plan(release, terms, step, now);
        else plan.replaceWith(release, terms, step, now);
        tell(release, plans.save(plan), What.SET);
    }

    /** For a release that is new here and had its plan elsewhere: it goes on at the same step. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeOver(Release release, PlanTerms terms, int step) {
        tell(release, plans.save(new Plan(release, terms, step, clock.instant())), What.SET);
    }

    /** Where new terms begin. */
    public int firstStep(long releaseId, PlanTerms terms) {
        return plans.findById(releaseId)
                .filter(plan -> !plan.state().isOver() && plan.since().isPresent())
                .map(plan -> terms.stepAt(plan.current().rollout().hundredths()))
                .orElse(0);
    }

    /** Whether the release's plan is under way with these very terms. */
    public boolean has(long releaseId, PlanTerms terms) {
        return plans.findById(releaseId)
                .filter(plan -> !plan.state().isOver() && plan.terms().equals(terms))
                .isPresent();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(Release release) {
        plans.findById(release.id()).ifPresent(plan -> {
            plans.delete(plan);
            tell(release, plan, What.REMOVED);
        });
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void end(Release release, String why) {
        plans.findById(release.id()).filter(plan -> plan.end(why)).ifPresent(plan -> tell(release, plan, What.ENDED));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void start(Release release) {
        plans.findById(release.id())
                .filter(plan -> plan.start(clock.instant()))
                .ifPresent(plan -> tell(release, plan, What.STEP));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void pause(Release release) {
        plans.findById(release.id()).ifPresent(plan -> plan.pause(clock.instant()));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void resume(Release release) {
        plans.findById(release.id()).ifPresent(plan -> plan.resume(clock.instant()));
    }

    /**
     * @param seen the step from which to go on
     * @throws PlanMoved when the plan is not running at that step any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void advance(Release release, int seen) {
        Plan plan = plans.findById(release.id())
                .filter(found -> found.state() == PlanState.RUNNING && found.step() == seen)
                .filter(found -> release.state() == State.PUBLISHED)
                .orElseThrow(PlanMoved::new);
        plan.advance(clock.instant());
        if (plan.step() != seen) tell(release, plan, What.STEP);
        if (plan.state() == PlanState.COMPLETED) tell(release, plan, What.COMPLETED);
    }

    private void tell(Release release, Plan plan, What what) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("state", plan.state().toString());
        facts.put("step", plan.step() + 1 + " of " + plan.terms().steps().size());
        facts.put("rollout", plan.current().rollout().toString());
        if (!plan.reason().isEmpty()) facts.put("reason", plan.reason());
        events.publishEvent(new PlanChanged(release, what, facts));
    }

    /** Somebody was faster; the whole change is taken back. */
    static final class PlanMoved extends RuntimeException {
        PlanMoved() {
            super("the plan is not where it was");
        }
    }
}
