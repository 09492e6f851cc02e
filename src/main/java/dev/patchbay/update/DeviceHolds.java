package dev.patchbay.update;

import dev.patchbay.download.DownloadBudget;
import dev.patchbay.release.Priority;
import dev.patchbay.report.Strikes;
import dev.patchbay.rollout.Device;
import dev.patchbay.trust.AppKey;
import dev.patchbay.trust.SealKeyBook;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What keeps a release back from a device that its rollout lets in, and whether the device gets it sealed. */
@Component
class DeviceHolds {
    private final Strikes strikes;
    private final DownloadBudget budget;
    private final SealKeyBook sealKeys;

    DeviceHolds(Strikes strikes, DownloadBudget budget, SealKeyBook sealKeys) {
        this.strikes = strikes;
        this.budget = budget;
        this.sealKeys = sealKeys;
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

    /** The key its bytes are sealed with; those that lie on a static server cannot be. */
    Optional<AppKey> sealFor(UpdateCheck check, Candidate release) {
        return release.full() == null ? Optional.empty() : sealKeys.keyFor(check.app(), check.seal());
    }

    /** Plain bytes are not for devices of this app. */
    boolean refusesPlain(UpdateCheck check) {
        return sealKeys.refusesPlain(check.app());
    }
}
