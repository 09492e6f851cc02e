package dev.patchbay.report;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseChangedElsewhere;
import dev.patchbay.release.ReleaseEvent;
import dev.patchbay.release.Releases;
import dev.patchbay.storage.DatabaseBack;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/** What a report can be about, by heart, so that a flood of reports asks no database. */
@Component
class KnownReleases implements SmartInitializingSingleton {
    private final Releases releases;
    private final TransactionTemplate reading;
    private final Map<Long, Known> byId = new ConcurrentHashMap<>();
    private final Map<Name, Long> newest = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();

    /** What a device calls a release; several releases may have one name, for several native versions. */
    private record Name(String app, Platform platform, String jsVersion) {}

    /**
     * A release.
     *
     * @param jsVersions all under which devices may know it
     * @param fulls the SHA-256 of its full packages, present and former: what else leads to it is a delta
     * @param size of the full package in bytes; 0 where only a static server has it
     */
    record Known(String app, Platform platform, Set<String> jsVersions, Set<String> fulls, long size) {
        private static Known of(Release release) {
            Set<String> fulls = new HashSet<>();
            release.full().ifPresent(full -> fulls.add(full.key().sha256()));
            for (KnownContent other : release.otherContents()) {
                fulls.add(other.content().key().sha256());
            }
            return new Known(
                    release.appName(),
                    release.platform(),
                    names(
                            release.jsVersion().hex(),
                            release.originalJsVersion().map(JsVersion::hex).orElse(null)),
                    Set.copyOf(fulls),
                    release.full().map(Content::size).orElse(0L));
        }

        private static Set<String> names(String jsVersion, @Nullable String original) {
            return original == null || original.equals(jsVersion) ? Set.of(jsVersion) : Set.of(jsVersion, original);
        }

        boolean isCalled(String otherApp, Platform otherPlatform, JsVersion jsVersion) {
            return app.equals(otherApp) && platform == otherPlatform && jsVersions.contains(jsVersion.hex());
        }
    }

    KnownReleases(Releases releases, PlatformTransactionManager transactions) {
        this.releases = releases;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Before the first request is taken. */
    @Override
    public void afterSingletonsInstantiated() {
        reading.executeWithoutResult(transaction -> {
            for (Object[] line : releases.lines()) {
                alone(() -> learnAll((String) line[0], (String) line[1]));
            }
        });
    }

    /** Without making objects of the releases, of which there may be very many. */
    private void learnAll(String app, String platform) {
        Map<Long, Set<String>> others = new HashMap<>();
        for (Object[] other : releases.otherContents(app, platform)) {
            others.computeIfAbsent((Long) other[0], unseen -> new HashSet<>()).add((String) other[1]);
        }
        for (Object[] row : releases.names(app, platform)) {
            Set<String> fulls = others.computeIfAbsent((Long) row[0], unseen -> new HashSet<>());
            if (row[3] != null) fulls.add((String) row[3]);
            learn(
                    (Long) row[0],
                    new Known(
                            app,
                            Platform.of(platform),
                            Known.names((String) row[1], (String) row[2]),
                            Set.copyOf(fulls),
                            row[4] == null ? 0 : (Long) row[4]));
        }
    }

    @EventListener
    void keepUp(DatabaseBack back) {
        afterSingletonsInstantiated();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void keepUp(ReleaseEvent event) {
        learn(event.release().id(), event.release().appName());
    }

    @EventListener
    void keepUp(ReleaseChangedElsewhere event) {
        learn(event.release(), event.app());
    }

    private void learn(long release, String app) {
        reading.executeWithoutResult(transaction -> alone(
                () -> releases.findByIdAndAppName(release, app).ifPresent(read -> learn(release, Known.of(read)))));
    }

    /**
     * To read and to learn is one act, or what was read earlier might replace what was read later. Whoever waits for it has a
     * connection already: all others might be those of people who wait as well.
     */
    private void alone(Runnable act) {
        turn.lock();
        try {
            act.run();
        } finally {
            turn.unlock();
        }
    }

    private void learn(long id, Known known) {
        byId.put(id, known);
        for (String jsVersion : known.jsVersions()) {
            newest.merge(new Name(known.app(), known.platform(), jsVersion), id, Math::max);
        }
    }

    @Nullable
    Known get(long id) {
        return byId.get(id);
    }

    /** The latest release that a device may mean. */
    Optional<Long> find(String app, Platform platform, JsVersion jsVersion) {
        return Optional.ofNullable(newest.get(new Name(app, platform, jsVersion.hex())));
    }
}
