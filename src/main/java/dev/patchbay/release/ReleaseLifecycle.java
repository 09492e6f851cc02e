package dev.patchbay.release;

import dev.patchbay.storage.Durability;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves a release from state to state. Each verb holds on the next check, and saying it again changes nothing. */
@Component
public class ReleaseLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ReleaseLifecycle.class);

    private static final int ATTEMPTS = 4;

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
        return done(() -> applyTo(locked(app, id), verb, reason));
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
        return done(() -> {
            Release found = locked(app, id);
            if (!stillNeeded.test(found)) return found;
            Release changed = applyTo(found, verb, reason);
            then.accept(changed);
            return changed;
        });
    }

    /**
     * Again when something that goes with a release changed at the same moment, as a delta does when its job is done. That is
     * nothing a caller could have known of: whoever else changes the release waits for the app's lock. Inside of a caller's own
     * transaction it is he who has to repeat it.
     */
    private Release done(Supplier<Release> change) {
        int attempts = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : ATTEMPTS;
        for (int attempt = 1; ; attempt++) {
            try {
                Release release = transaction.execute(status -> change.get());
                durability.secure();
                return release;
            } catch (OptimisticLockingFailureException e) {
                if (attempt == attempts) throw e;
                log.debug("Something else was written at the same moment; trying once more", e);
            }
        }
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
