package dev.patchbay.plan;

import dev.patchbay.release.ReleasePaused;
import dev.patchbay.release.ReleasePublished;
import dev.patchbay.release.ReleaseResumed;
import dev.patchbay.release.ReleaseRolledBack;
import dev.patchbay.release.ReleaseWithdrawn;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets a release's plan follow the release's verbs. */
@Component
class PlanKeeper {
    private final PlanDesk desk;

    PlanKeeper(PlanDesk desk) {
        this.desk = desk;
    }

    @EventListener
    void on(ReleasePublished published) {
        desk.start(published.release());
    }

    @EventListener
    void on(ReleasePaused paused) {
        desk.pause(paused.release());
    }

    @EventListener
    void on(ReleaseResumed resumed) {
        desk.resume(resumed.release());
    }

    @EventListener
    void on(ReleaseWithdrawn withdrawn) {
        desk.end(withdrawn.release(), "the release was withdrawn");
    }

    @EventListener
    void on(ReleaseRolledBack back) {
        desk.end(back.release(), "the release was rolled back");
    }
}
