package dev.patchbay.release;

import dev.patchbay.storage.Durability;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves a release from state to state. Each verb holds on the next check, and saying it again changes nothing. */
@Component
public class ReleaseLifecycle {
    private final Apps apps;
    private final Releases releases;
    private final ReleaseRollback rollback;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ReleaseLifecycle(
            Apps apps,
            Releases releases,
            ReleaseRollback rollback,
            ApplicationEventPublisher events,
            Durability durability,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.releases = releases;
        this.rollback = rollback;
        this.events = events;
        this.durability = durability;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param reason why, for the record; may be empty
     * @throws UnknownRelease when the app has no such release
     * @throws ForbiddenByState when the state does not allow it
     */
    public Release apply(Verb verb, String app, long id, String reason) {
        Release release = transaction.execute(status -> applyLocked(verb, app, id, reason));
        durability.secure();
        return release;
    }

    private Release applyLocked(Verb verb, String app, long id, String reason) {
        apps.lock(app);
        Release release = releases.findByIdAndAppName(id, app)
                .orElseThrow(() -> new UnknownRelease("This app has no release with that id."));
        State from = release.state();
        switch (verb) {
            case PUBLISH -> tell(release.publish(clock.instant()), new ReleasePublished(release));
            case PAUSE -> tell(release.pause(), new ReleasePaused(release, reason));
            case RESUME -> tell(release.resume(), new ReleaseResumed(release, reason));
            case WITHDRAW -> tell(release.withdraw(), new ReleaseWithdrawn(release, from, reason));
            case ROLLBACK -> rollback.rollBack(release, reason);
        }
        return releases.save(release);
    }

    private void tell(boolean changed, ReleaseEvent event) {
        if (changed) events.publishEvent(event);
    }
}
