package dev.patchbay.release;

import dev.patchbay.storage.Durability;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a release's bytes up. The release stays, withdrawn: devices that have it are known and told what is right for them,
 * and its row does not name its bytes any more. It deletes none itself.
 */
@Component
public class ReleaseRetirement {
    private final Apps apps;
    private final Releases releases;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ReleaseRetirement(
            Apps apps,
            Releases releases,
            ApplicationEventPublisher events,
            Durability durability,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.releases = releases;
        this.events = events;
        this.durability = durability;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param stillUnneeded asked under the app's lock, with all releases of the platform, newest first
     * @return whether the release was retired now
     */
    public boolean retire(Release seen, Predicate<List<Release>> stillUnneeded, String reason) {
        boolean retired = Boolean.TRUE.equals(transaction.execute(status -> retireLocked(seen, stillUnneeded, reason)));
        durability.secure();
        return retired;
    }

    private boolean retireLocked(Release seen, Predicate<List<Release>> stillUnneeded, String reason) {
        apps.lock(seen.appName());
        List<Release> line = releases.line(seen.appName(), seen.platform().toString());
        Release release = line.stream()
                .filter(one -> one.id() == seen.id())
                .findFirst()
                .orElseThrow(() -> new UnknownRelease("This app has no release with that id."));
        State from = release.state();
        if (!stillUnneeded.test(line) || !release.retire(clock.instant())) return false;
        events.publishEvent(new ReleaseRetired(releases.save(release), from, reason));
        return true;
    }
}
