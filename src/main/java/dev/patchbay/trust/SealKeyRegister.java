package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.storage.Durability;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes and retires versions of apps' keys; each change is in force when it is answered. */
@Component
public class SealKeyRegister {
    /** In use at the same time, for one app. */
    static final int MOST = 16;

    private final SealKeys keys;
    private final SealKeyBook book;
    private final SealSecret secret;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final TransactionTemplate transaction;
    private final SecureRandom random;
    private final Clock clock;

    SealKeyRegister(
            SealKeys keys,
            SealKeyBook book,
            SealSecret secret,
            ApplicationEventPublisher events,
            Durability durability,
            TransactionTemplate transaction,
            SecureRandom random,
            Clock clock) {
        this.keys = keys;
        this.book = book;
        this.secret = secret;
        this.events = events;
        this.durability = durability;
        this.transaction = transaction;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A new version of the app's key, also before its first upload: the key has to be in the app's build.
     *
     * @param brought base64 of 32 random bytes; empty for a key made here
     * @return the key, to be shown this once
     * @throws IllegalArgumentException when the brought key cannot be taken
     * @throws TooManySealKeys when the app has enough
     * @throws NoSealSecret when there is nothing to wrap it by
     */
    public AppKey make(AppName app, Optional<String> brought, String by) {
        return change(() -> {
            List<SealKey> before = keys.newestFirst(app.text());
            if (before.stream().filter(key -> key.retiredAt().isEmpty()).count() >= MOST) {
                throw new TooManySealKeys("The app has " + MOST + " keys in use; retire one first.");
            }
            int version = before.isEmpty() ? 1 : before.get(0).version() + 1;
            AppKey made = brought.map(text -> AppKey.brought(version, text)).orElseGet(() -> newKey(version));
            keys.save(new SealKey(app.text(), made, secret, clock.instant().truncatedTo(ChronoUnit.MICROS), by));
            events.publishEvent(new SealKeyChanged(
                    app.text(), version, SealKeyChanged.MADE, brought.isPresent() ? "brought" : "made here"));
            return made;
        });
    }

    /**
     * Seals nothing more with a version. A second time changes nothing.
     *
     * @throws UnknownSealKey when the app never had it
     */
    public void retire(String app, int version) {
        change(() -> {
            SealKey key = keys.findByAppNameAndKeyVersion(app, version)
                    .orElseThrow(() -> new UnknownSealKey("The app has no key of that version."));
            if (key.retiredAt().isEmpty()) {
                key.retire(clock.instant().truncatedTo(ChronoUnit.MICROS));
                keys.save(key);
                events.publishEvent(new SealKeyChanged(app, version, SealKeyChanged.RETIRED, ""));
            }
            return key;
        });
    }

    private AppKey newKey(int version) {
        byte[] bytes = new byte[Cryptography.KEY];
        random.nextBytes(bytes);
        return new AppKey(version, bytes);
    }

    /** One at a time, or two would give the same number. */
    private synchronized <T> T change(Supplier<T> change) {
        T result = transaction.execute(status -> change.get());
        durability.secure();
        book.reload();
        return result;
    }
}
