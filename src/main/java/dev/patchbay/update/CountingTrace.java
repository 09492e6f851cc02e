package dev.patchbay.update;

import dev.patchbay.report.CheckCounter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has the decisions about real devices counted. */
@Component
class CountingTrace extends Trace {
    private final CheckCounter counter;

    CountingTrace(CheckCounter counter) {
        this.counter = counter;
    }

    @Override
    void decided(UpdateCheck check, Line line, Holdings.@Nullable Holding holding, UpdateDecision decision) {
        if (line.newestFirst().isEmpty()) return;
        long held = holding == null ? CheckCounter.NONE : holding.release().id();
        UpdateDecision.@Nullable Offer offer = decision instanceof UpdateDecision.Offer made ? made : null;
        long offered = offer == null ? CheckCounter.NONE : offer.release().id();
        boolean byDelta = offer != null && offer.delta() != null;
        counter.count(check.app(), check.platform(), check.device().key(), held, offered, byDelta);
    }
}
