package dev.patchbay.download;

import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseChangedElsewhere;
import dev.patchbay.release.ReleaseEvent;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import dev.patchbay.storage.DatabaseBack;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Knows by heart which releases were withdrawn, so that a download asks no database. */
@Component
class WithdrawnReleases {
    private final Releases releases;
    private final Set<Long> ids = ConcurrentHashMap.newKeySet();

    WithdrawnReleases(Releases releases) {
        this.releases = releases;
        ids.addAll(releases.withdrawnIds());
    }

    /** What somebody withdrew must not be missed; what is here too much is answered 410 until the next start. */
    @EventListener
    void keepUp(DatabaseBack back) {
        ids.addAll(releases.withdrawnIds());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void keepUp(ReleaseEvent event) {
        note(event.release());
    }

    @EventListener
    void keepUp(ReleaseChangedElsewhere event) {
        releases.findById(event.release()).ifPresent(this::note);
    }

    private void note(Release release) {
        if (release.state() == State.WITHDRAWN) ids.add(release.id());
        else ids.remove(release.id());
    }

    boolean contains(long id) {
        return ids.contains(id);
    }
}
