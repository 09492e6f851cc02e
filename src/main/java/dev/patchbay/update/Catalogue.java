package dev.patchbay.update;

import dev.patchbay.delta.Delta;
import dev.patchbay.delta.DeltaDistrusted;
import dev.patchbay.delta.DeltaDropped;
import dev.patchbay.delta.DeltaFailed;
import dev.patchbay.delta.DeltaReady;
import dev.patchbay.delta.DeltaState;
import dev.patchbay.delta.Deltas;
import dev.patchbay.delta.DeltasChangedElsewhere;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseChangedElsewhere;
import dev.patchbay.release.ReleaseEvent;
import dev.patchbay.release.Releases;
import dev.patchbay.storage.DatabaseBack;
import dev.patchbay.trust.KeysAdded;
import dev.patchbay.trust.KeysAddedElsewhere;
import dev.patchbay.trust.Signed;
import dev.patchbay.trust.Statements;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything checks decide on, in memory: for each app and platform its line of releases, replaced after each commit that
 * touches it and before that commit is answered. What is read again is the delta that became ready or the release that was
 * touched; the whole line only where nobody knows which that was.
 */
@Component
public class Catalogue implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(Catalogue.class);

    private final Releases releases;
    private final Deltas deltas;
    private final Statements statements;
    private final TransactionTemplate reading;
    private final Map<Key, Line> lines = new ConcurrentHashMap<>();
    private final Set<Key> stale = ConcurrentHashMap.newKeySet();

    /** Names a line. */
    private record Key(String app, Platform platform) {}

    Catalogue(Releases releases, Deltas deltas, Statements statements, PlatformTransactionManager transactions) {
        this.releases = releases;
        this.deltas = deltas;
        this.statements = statements;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    Line line(String app, Platform platform) {
        return lines.getOrDefault(new Key(app, platform), Line.EMPTY);
    }

    /** The names of the apps that ever had something for devices, sorted. */
    public List<String> apps() {
        return List.copyOf(lines.entrySet().stream()
                .filter(line -> line.getValue().everPublished())
                .map(line -> line.getKey().app())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Reads every line anew. */
    public void reload() {
        for (Object[] line : releases.lines()) reload((String) line[0], Platform.of((String) line[1]));
    }

    /** Before the first request is taken. */
    @Override
    public void afterSingletonsInstantiated() {
        reload();
    }

    @EventListener
    void on(DatabaseBack event) {
        reload();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(ReleaseEvent event) {
        Release release = event.release();
        follow(release.appName(), release.platform(), release.id());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(DeltaReady event) {
        Delta delta = event.delta();
        follow(
                delta.appName(),
                Platform.of(delta.platform()),
                (key, before) -> withReady(before, key, delta.releaseId(), delta.id()));
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(DeltaDropped event) {
        follow(event.delta());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(DeltaDistrusted event) {
        follow(event.delta());
    }

    /** One that was ready before may have become suspect. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(DeltaFailed event) {
        follow(event.delta());
    }

    @EventListener
    void on(ReleaseChangedElsewhere event) {
        follow(event.app(), event.platform(), event.release());
    }

    @EventListener
    void on(DeltasChangedElsewhere event) {
        follow(event.app(), event.platform(), event.release());
    }

    /** Whose statements stand may be others now. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(KeysAdded event) {
        followAll(event.app());
    }

    @EventListener
    void on(KeysAddedElsewhere event) {
        followAll(event.app());
    }

    private void followAll(String app) {
        for (Platform platform : Platform.values()) follow(app, platform);
    }

    /** Reading happens under the key's lock, so that an older state never replaces a newer one. */
    private void reload(String app, Platform platform) {
        lines.compute(new Key(app, platform), (key, before) -> reading.execute(transaction -> read(key)));
    }

    private void follow(String app, Platform platform) {
        follow(app, platform, () -> reload(app, platform));
    }

    private void follow(Delta delta) {
        follow(delta.appName(), Platform.of(delta.platform()), delta.releaseId());
    }

    private void follow(String app, Platform platform, long release) {
        follow(app, platform, (key, before) -> with(before, key, release));
    }

    /** The same for a part of a line: whatever else was committed meanwhile tells of itself. */
    private void follow(String app, Platform platform, BiFunction<Key, @Nullable Line, Line> change) {
        follow(
                app,
                platform,
                () -> lines.compute(
                        new Key(app, platform),
                        (key, before) -> reading.execute(transaction -> change.apply(key, before))));
    }

    /** The change is committed already, so a failure to see it must not be forgotten. */
    private void follow(String app, Platform platform, Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException e) {
            log.warn(
                    "Cannot read the releases of {} on {} after a change; trying again until it works",
                    app,
                    platform,
                    e);
            stale.add(new Key(app, platform));
        }
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void catchUp() {
        for (Key key : stale) {
            stale.remove(key);
            follow(key.app(), key.platform());
        }
    }

    private Line with(@Nullable Line before, Key key, long id) {
        if (before == null) return read(key);
        return releases.findByIdAndAppName(id, key.app())
                .map(release -> before.with(Candidate.of(
                        release,
                        deltas.readyFor(id),
                        release.bytesGoneAt().isPresent()
                                ? null
                                : statements.of(List.of(release)).get(id))))
                .orElseGet(() -> read(key));
    }

    /** A release may get very many deltas, one soon after the other: of each only itself is read. */
    private Line withReady(@Nullable Line before, Key key, long release, long id) {
        if (before == null) return read(key);
        Candidate known = before.release(release);
        if (known == null) return with(before, key, release);
        return deltas.findById(id)
                .filter(delta -> delta.state() == DeltaState.READY)
                .map(delta -> before.with(known.with(delta)))
                .orElseGet(() -> with(before, key, release));
    }

    private Line read(Key key) {
        String platform = key.platform().toString();
        Map<Long, List<Delta>> ready =
                deltas.ready(key.app(), platform).stream().collect(Collectors.groupingBy(Delta::releaseId));
        Map<Long, Signed> signed = statements.ofLine(key.app(), platform);
        return new Line(releases.line(key.app(), platform).stream()
                .map(release ->
                        Candidate.of(release, ready.getOrDefault(release.id(), List.of()), signed.get(release.id())))
                .toList());
    }
}
