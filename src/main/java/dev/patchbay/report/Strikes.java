package dev.patchbay.report;

import dev.patchbay.nodes.Bulletin;
import dev.patchbay.nodes.News;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which release failed on which device, so that it is not offered there again until
 * {@code patchbay.report.strike-ttl} is over or an operator clears it. By heart, and written down with the counts. Of
 * one release the {@link StrikeList#MOST} latest devices are remembered.
 */
@Component
public class Strikes implements SmartInitializingSingleton {
    private static final String STRUCK = "strikes";
    private static final String CLEARED = "strikes-cleared";

    private final JdbcTemplate database;
    private final TransactionTemplate transaction;
    private final Pseudonyms pseudonyms;
    private final ApplicationEventPublisher events;
    private final Bulletin bulletin;
    private final Duration ttl;
    private final Clock clock;
    private final Map<Long, StrikeList> byRelease = new ConcurrentHashMap<>();
    private final Map<StrikeList, List<StrikeList.Change>> writing = new HashMap<>();

    Strikes(
            JdbcTemplate database,
            PlatformTransactionManager transactions,
            Pseudonyms pseudonyms,
            ApplicationEventPublisher events,
            Bulletin bulletin,
            ReportSettings settings,
            Clock clock) {
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.pseudonyms = pseudonyms;
        this.events = events;
        this.bulletin = bulletin;
        this.ttl = settings.strikeTtl();
        this.clock = clock;
    }

    /** Reads them anew. */
    public void reload() {
        byRelease.clear();
        database.query(
                "select release_id, device, struck_at from strikes where struck_at > ? order by struck_at",
                row -> {
                    long at = row.getObject(3, OffsetDateTime.class).toInstant().toEpochMilli();
                    list(row.getLong(1)).restore(row.getLong(2), at);
                },
                oldest().atOffset(ZoneOffset.UTC));
    }

    @Override
    public void afterSingletonsInstantiated() {
        reload();
    }

    /**
     * Whether the release failed on the device of late; the only cost for a release that never failed is one look-up.
     *
     * @param device what tells the device from others; null where nothing does
     */
    public boolean struck(long release, @Nullable String device) {
        StrikeList list = byRelease.get(release);
        return list != null && device != null && list.contains(pseudonyms.of(device), oldest().toEpochMilli());
    }

    /** On how many devices the release failed of late, of those that are remembered. */
    public long count(long release) {
        StrikeList list = byRelease.get(release);
        return list == null ? 0 : list.count(oldest().toEpochMilli());
    }

    /** Has the release offered again wherever it failed. */
    public void clear(String app, long release) {
        transaction.executeWithoutResult(status -> {
            int devices = database.update("delete from strikes where release_id = ?", release);
            events.publishEvent(new StrikesCleared(app, release, Math.max(devices, count(release))));
            bulletin.post(CLEARED, String.valueOf(release));
        });
        byRelease.remove(release);
    }

    /**
     * @param mayPushOut whether it may take an older one's place when there is no other
     */
    void add(long release, long device, boolean mayPushOut) {
        list(release).add(device, clock.millis(), mayPushOut);
    }

    private StrikeList list(long release) {
        return byRelease.computeIfAbsent(release, unknown -> new StrikeList());
    }

    private Instant oldest() {
        return clock.instant().minus(ttl);
    }

    /** What another node wrote or cleared holds here, too. */
    @EventListener
    void hear(News news) {
        if (news.topic().equals(CLEARED)) byRelease.remove(Long.parseLong(news.subject()));
        if (!news.topic().equals(STRUCK)) return;
        long release = Long.parseLong(news.subject());
        database.query(
                "select device, struck_at from strikes where release_id = ? and struck_at > ? order by struck_at",
                row -> {
                    long at = row.getObject(2, OffsetDateTime.class).toInstant().toEpochMilli();
                    list(release).hear(row.getLong(1), at);
                },
                release,
                oldest().atOffset(ZoneOffset.UTC));
    }

    /** Call it inside a transaction, and {@link #settle} when that is committed. */
    void write() {
        writing.clear();
        for (Long release : byRelease.keySet().stream().sorted().toList()) {
            StrikeList list = byRelease.get(release);
            if (list != null) write(release, list);
        }
    }

    void settle() {
        writing.forEach(StrikeList::settle);
        writing.clear();
    }

    private void write(long release, StrikeList list) {
        List<StrikeList.Change> changes = list.changes();
        List<Object[]> gone = new ArrayList<>();
        List<Object[]> added = new ArrayList<>();
        for (StrikeList.Change change : changes) {
            gone.add(new Object[] {release, change.device()});
            OffsetDateTime at = Instant.ofEpochMilli(change.at()).atOffset(ZoneOffset.UTC);
            if (change.added()) added.add(new Object[] {change.device(), at, release});
        }
        if (gone.isEmpty()) return;
        writing.put(list, changes);
        bulletin.post(STRUCK, String.valueOf(release));
        database.batchUpdate("delete from strikes where release_id = ? and device = ?", gone);
        database.batchUpdate(
                "insert into strikes (release_id, device, struck_at) select id, ?, ? from releases where id = ?",
                added);
    }
}
