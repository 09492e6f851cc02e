package dev.patchbay.release;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.Platform;
import dev.patchbay.storage.Durability;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Enters releases whose files a packager has put on a static server. Saying the same again changes nothing. */
@Component
public class ReleaseAnnouncer {
    private final ReleaseRegister register;
    private final Releases releases;
    private final Durability durability;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ReleaseAnnouncer(
            ReleaseRegister register,
            Releases releases,
            Durability durability,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.register = register;
        this.releases = releases;
        this.durability = durability;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @throws RefusedField when the timestamp is as far ahead as no package's may be
     */
    public void announce(RemoteAnnouncement announcement) {
        if (announcement.timestamp()
                > clock.instant().plus(PackageInspector.LARGEST_LEAD).toEpochMilli()) {
            throw new RefusedField("timestamp", "more than a day ahead of this server's clock");
        }
        try {
            transaction.executeWithoutResult(status -> enter(announcement));
        } catch (DataIntegrityViolationException e) {
            // someone entered the same app or release at the same moment; now it is there to be seen
            transaction.executeWithoutResult(status -> enter(announcement));
        }
        durability.secure();
    }

    private void enter(RemoteAnnouncement announcement) {
        register.lockOrMake(announcement.app().text());
        for (Map.Entry<Platform, NativeVersion> target : announcement.versions().entrySet()) {
            Optional<Release> existing = releases.identified(
                    announcement.app().text(),
                    target.getKey().toString(),
                    target.getValue().canonical(),
                    announcement.jsVersion().hex());
            if (existing.isEmpty()) create(announcement, target);
        }
    }

    private void create(RemoteAnnouncement announcement, Map.Entry<Platform, NativeVersion> target) {
        Terms terms = new Terms(
                Optional.of(Match.EXACT),
                Priority.NORMAL,
                "",
                Percent.ALL,
                false,
                false,
                Packaging.AS_IS,
                Optional.of(announcement.jsPath()));
        register.save(new Release(
                new Release.Identity(
                        announcement.app().text(), target.getKey(), target.getValue(), announcement.jsVersion()),
                Match.EXACT,
                announcement.timestamp(),
                true,
                terms,
                register.newSalt(),
                new Release.Made(clock.instant(), announcement.by())));
    }
}
