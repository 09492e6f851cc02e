package dev.patchbay.webhook;

import dev.patchbay.delta.Delta;
import dev.patchbay.delta.DeltaFailed;
import dev.patchbay.plan.PlanChanged;
import dev.patchbay.plan.ReleaseHalted;
import dev.patchbay.release.ReleasePaused;
import dev.patchbay.release.ReleasePublished;
import dev.patchbay.release.ReleaseResumed;
import dev.patchbay.release.ReleaseRolledBack;
import dev.patchbay.release.ReleaseWithdrawn;
import dev.patchbay.release.Releases;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Hears what happens on the floors below and puts it into the words of messages. */
@Component
class WebhookListener {
    private final WebhookOutbox outbox;
    private final Releases releases;

    WebhookListener(WebhookOutbox outbox, Releases releases) {
        this.outbox = outbox;
        this.releases = releases;
    }

    @EventListener
    void on(ReleasePublished event) {
        outbox.tell(Topic.RELEASE_PUBLISHED, event.release(), Map.of());
    }

    @EventListener
    void on(ReleasePaused event) {
        outbox.tell(Topic.RELEASE_PAUSED, event.release(), Map.of("reason", event.reason()));
    }

    @EventListener
    void on(ReleaseResumed event) {
        outbox.tell(Topic.RELEASE_RESUMED, event.release(), Map.of("reason", event.reason()));
    }

    @EventListener
    void on(ReleaseWithdrawn event) {
        outbox.tell(Topic.RELEASE_WITHDRAWN, event.release(), Map.of("reason", event.reason()));
    }

    @EventListener
    void on(ReleaseRolledBack event) {
        outbox.tell(Topic.RELEASE_ROLLED_BACK, event.release(), Map.of("reason", event.reason()));
    }

    @EventListener
    void on(ReleaseHalted event) {
        outbox.tell(Topic.RELEASE_HALTED, event.release(), Map.of("halt", event.after()));
    }

    @EventListener
    void on(PlanChanged event) {
        Map<String, Map<String, String>> plan = Map.of("plan", event.after());
        switch (event.what()) {
            case STEP -> outbox.tell(Topic.PLAN_STEP, event.release(), plan);
            case COMPLETED -> outbox.tell(Topic.PLAN_COMPLETED, event.release(), plan);
            case ENDED -> outbox.tell(Topic.PLAN_ENDED, event.release(), plan);
            case SET, REMOVED -> {}
        }
    }

    @EventListener
    void on(DeltaFailed event) {
        Delta delta = event.delta();
        Map<String, String> view = Map.of(
                "from", delta.from().hex(),
                "name", delta.name(),
                "reason", delta.reason().orElse(""));
        releases.findById(delta.releaseId())
                .ifPresent(release -> outbox.tell(Topic.DELTA_FAILED, release, Map.of("delta", view)));
    }
}
