package dev.patchbay.update;

import dev.patchbay.download.DownloadBudget;
import dev.patchbay.release.Priority;
import dev.patchbay.report.Strikes;
import dev.patchbay.rollout.Device;
import org.springframework.stereotype.Component;

/** What keeps a release back from a device that its rollout lets in. */
@Component
class DeviceHolds {
    private final Strikes strikes;
    private final DownloadBudget budget;

    DeviceHolds(Strikes strikes, DownloadBudget budget) {
        this.strikes = strikes;
        this.budget = budget;
    }

    /** It failed on this very device of late. */
    boolean struck(Candidate release, Device device) {
        return strikes.struck(
                release.id(), device.id() == null ? null : device.id().text());
    }

    /** It can wait, and the downloads are as many as they may be. */
    boolean waits(Priority priority) {
        return priority == Priority.IDLE && budget.exceeded();
    }
}
