package dev.patchbay.delta;

import dev.patchbay.report.DeltaSuspected;
import dev.patchbay.report.StrikesCleared;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes back deltas that fail on devices: each was applied back here before it was offered, but devices that hold something
 * else than they say get the full package from then on. When an operator clears the release's strikes they are offered
 * again.
 */
@Component
class SuspectDeltas {
    private static final String WHY =
            "suspect: devices of two senders reported that it failed; clearing the release's strikes offers it again";

    private final Deltas deltas;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SuspectDeltas(Deltas deltas, ApplicationEventPublisher events, Clock clock) {
        this.deltas = deltas;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void takeBack(DeltaSuspected suspected) {
        for (Delta delta : deltas.readyWith(suspected.delta().sha256())) {
            delta.fail(WHY, clock.instant());
            events.publishEvent(new DeltaFailed(deltas.save(delta)));
        }
    }

    @EventListener
    @Transactional
    public void trustAgain(StrikesCleared cleared) {
        for (Delta delta : deltas.findByReleaseId(cleared.release())) {
            if (!delta.isSuspect()) continue;
            delta.ready(delta.blob().orElseThrow(), delta.size().orElseThrow(), clock.instant());
            events.publishEvent(new DeltaReady(deltas.save(delta)));
        }
    }
}
