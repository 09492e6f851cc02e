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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
            Set<String> versions = new HashSet<>(Set.of(release.jsVersion().hex()));
            release.originalJsVersion().map(JsVersion::hex).ifPresent(versions::add);
            Set<String> fulls = new HashSet<>();
            release.full().ifPresent(full -> fulls.add(full.key().sha256()));
            for (KnownContent other : release.otherContents()) {
                fulls.add(other.content().key().sha256());
            }
            long size = release.full().map(Content::size).orElse(0L);
            return new Known(release.appName(), release.platform(), Set.copyOf(versions), Set.copyOf(fulls), size);
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
                releases.line((String) line[0], (String) line[1]).forEach(this::learn);
            }
        });
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
        reading.executeWithoutResult(
                transaction -> releases.findByIdAndAppName(release, app).ifPresent(this::learn));
    }

    private void learn(Release release) {
        Known known = Known.of(release);
        byId.put(release.id(), known);
        for (String jsVersion : known.jsVersions()) {
            newest.merge(new Name(known.app(), known.platform(), jsVersion), release.id(), Math::max);
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
