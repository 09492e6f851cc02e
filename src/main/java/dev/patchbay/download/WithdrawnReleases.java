package dev.patchbay.download;

import dev.patchbay.release.ReleaseEvent;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Knows by heart which releases were withdrawn, so that a download asks no database. */
@Component
class WithdrawnReleases {
    private final Set<Long> ids = ConcurrentHashMap.newKeySet();

    WithdrawnReleases(Releases releases) {
        ids.addAll(releases.withdrawnIds());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void keepUp(ReleaseEvent event) {
        if (event.release().state() == State.WITHDRAWN) ids.add(event.release().id());
        else ids.remove(event.release().id());
    }

    boolean contains(long id) {
        return ids.contains(id);
    }
}
