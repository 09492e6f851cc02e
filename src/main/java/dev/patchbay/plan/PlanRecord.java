package dev.patchbay.plan;

/**
 * A plan under way, as it travels to another server.
 *
 * @param step the one it is at, from 0; its soak begins anew there, since no device has reported to that server yet
 */
public record PlanRecord(PlanTerms terms, int step) {
    public PlanRecord {
        if (step < 0 || step >= terms.steps().size()) throw new IllegalArgumentException("the plan has no such step");
    }
}
