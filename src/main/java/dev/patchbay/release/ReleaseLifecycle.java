package dev.patchbay.release;

import dev.patchbay.storage.Durability;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
    private final PublishingTime time;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ReleaseLifecycle(
            Apps apps,
            Releases releases,
            ReleaseRollback rollback,
            PublishingTime time,
            ApplicationEventPublisher events,
            Durability durability,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.releases = releases;
        this.rollback = rollback;
        this.time = time;
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
        Release release = transaction.execute(status -> applyTo(locked(app, id), verb, reason));
        durability.secure();
        return release;
    }

    /**
     * Uses a verb only where it is still called for, as seen under the app's lock.
     *
     * @param stillNeeded whether the verb is to be used; when not, nothing happens
     * @param then what else happens in the same transaction when it was used
     * @return the release, whether the verb was used or not
     */
    public Release applyIf(
            Predicate<Release> stillNeeded, Verb verb, String app, long id, String reason, Consumer<Release> then) {
        Release release = transaction.execute(status -> {
            Release found = locked(app, id);
            if (!stillNeeded.test(found)) return found;
            Release changed = applyTo(found, verb, reason);
            then.accept(changed);
            return changed;
        });
        durability.secure();
        return release;
    }

    private Release locked(String app, long id) {
        apps.lock(app);
        return releases.findByIdAndAppName(id, app)
                .orElseThrow(() -> new UnknownRelease("This app has no release with that id."));
    }

    private Release applyTo(Release release, Verb verb, String reason) {
        State from = release.state();
        switch (verb) {
            case PUBLISH -> tell(publish(release), new ReleasePublished(release));
            case PAUSE -> tell(release.pause(), new ReleasePaused(release, reason));
            case RESUME -> tell(release.resume(), new ReleaseResumed(release, reason));
            case WITHDRAW -> tell(release.withdraw(), new ReleaseWithdrawn(release, from, reason));
            case ROLLBACK -> rollback.rollBack(release, reason);
        }
        return releases.saveAndFlush(release);
    }

    private boolean publish(Release release) {
        return release.publish(clock.instant(), time.next(release.appName(), release.platform()));
    }

    private void tell(boolean changed, ReleaseEvent event) {
        if (changed) events.publishEvent(event);
    }
}
