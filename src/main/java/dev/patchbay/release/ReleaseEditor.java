package dev.patchbay.release;

import dev.patchbay.storage.Durability;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes what applies to a release: who may have it, how soon, what is said about it. */
@Component
public class ReleaseEditor {
    private final Apps apps;
    private final Releases releases;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final TransactionTemplate transaction;

    ReleaseEditor(
            Apps apps,
            Releases releases,
            ApplicationEventPublisher events,
            Durability durability,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.releases = releases;
        this.events = events;
        this.durability = durability;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param expected the row version that the caller saw; empty to change whatever is there
     * @param changes asked under the app's lock
     * @param also what else is done in the same transaction, with the changed release; when it throws, nothing changed
     * @throws UnknownRelease when the app has no such release
     * @throws StaleRelease when somebody changed it since the caller looked
     * @throws ForbiddenByState when its state does not allow the change
     */
    public Release edit(
            String app, long id, OptionalLong expected, Function<Release, Changes> changes, Consumer<Release> also) {
        try {
            Release release = transaction.execute(status -> {
                Release changed = editLocked(app, id, expected, changes);
                also.accept(changed);
                return changed;
            });
            durability.secure();
            return release;
        } catch (DataIntegrityViolationException e) {
            throw new ForbiddenByState("The app already has a release of this content for that version.");
        }
    }

    private Release editLocked(String app, long id, OptionalLong expected, Function<Release, Changes> changes) {
        apps.lock(app);
        Release release = releases.findByIdAndAppName(id, app)
                .orElseThrow(() -> new UnknownRelease("This app has no release with that id."));
        if (expected.isPresent() && expected.getAsLong() != release.rowVersion()) throw new StaleRelease(id);
        Map<String, String> before = Facts.of(release);
        release.changeTo(changes.apply(release));
        Map<String, String> after = Facts.of(release);
        if (after.equals(before)) return release;
        Release saved = releases.saveAndFlush(release);
        events.publishEvent(new ReleaseChanged(saved, Facts.changed(before, after), Facts.changed(after, before)));
        return saved;
    }
}
