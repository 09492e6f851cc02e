package dev.patchbay.plan;

import dev.patchbay.report.Adoption;
import org.springframework.stereotype.Component;

/** Where the numbers come from that plans and the automatic halt decide on. */
@Component
class Outcomes {
    private final Adoption adoption;

    Outcomes(Adoption adoption) {
        this.adoption = adoption;
    }

    /** Writes down what was counted first, so do not ask while a lock is held. */
    Outcome of(long releaseId) {
        dev.patchbay.report.Outcome counted = adoption.outcome(releaseId);
        return Outcome.estimated(counted.failed(), counted.concluded());
    }
}
