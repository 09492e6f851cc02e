package dev.patchbay.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.nodes.Bulletin;
import dev.patchbay.nodes.News;
import dev.patchbay.storage.BlobKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers how deltas fare, {@value #MOST} of them at most. The second device on which one fails makes it suspect, unless it
 * worked on {@value #WORKED} times as many: of a million devices some fail whatever they get. The devices must belong
 * to two senders, for else one under two names could take the delta from everybody.
 */
@Component
class DeltaFailures implements SmartInitializingSingleton {
    private static final String TOPIC = "delta-failures";
    private static final String CLEARED = "delta-failures-cleared";
    static final int MOST = 10_000;
    static final int WORKED = 50;

    private final JdbcTemplate database;
    private final ApplicationEventPublisher events;
    private final Bulletin bulletin;
    private final ReportSettings settings;
    private final Clock clock;
    private final Cache<BlobKey, Record> records =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Set<BlobKey> unwritten = new TreeSet<>(Comparator.comparing(BlobKey::sha256));
    private final Map<BlobKey, Record> writing = new LinkedHashMap<>();

    /**
     * What is known of a delta.
     *
     * @param release that it led to when it first failed; 0 while it never did
     * @param device the first on which it failed
     * @param sender of that device
     * @param since when it first failed, or first worked
     */
    private record Record(long release, long device, long sender, Instant since, long failed, long worked) {
        Record andWorked() {
            return new Record(release, device, sender, since, failed, worked + 1);
        }

        Record andFailed() {
            return new Record(release, device, sender, since, failed + 1, worked);
        }

        boolean isOfOther(long otherDevice, long otherSender) {
            return device != otherDevice && sender != otherSender;
        }
    }

    DeltaFailures(
            JdbcTemplate database,
            ApplicationEventPublisher events,
            Bulletin bulletin,
            ReportSettings settings,
            Clock clock) {
        this.database = database;
        this.events = events;
        this.bulletin = bulletin;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        database.query(
                "select sha256, release_id, device, network, failed_at, failed, worked from delta_failures"
                        + " order by failed_at desc limit " + MOST,
                row -> {
                    records.put(new BlobKey(row.getString(1)), read(row));
                });
    }

    private static Record read(ResultSet row) throws SQLException {
        Instant at = row.getObject(5, OffsetDateTime.class).toInstant();
        return new Record(row.getLong(2), row.getLong(3), row.getLong(4), at, row.getLong(6), row.getLong(7));
    }

    /** The two devices may have reported to two nodes. */
    @EventListener
    void hear(News news) {
        if (news.topic().equals(CLEARED)) forgetReleased(Long.parseLong(news.subject()));
        if (!news.topic().equals(TOPIC)) return;
        BlobKey delta = new BlobKey(news.subject());
        database.query(
                "select sha256, release_id, device, network, failed_at, failed, worked from delta_failures"
                        + " where sha256 = ?",
                row -> {
                    Record theirs = read(row);
                    if (isSuspectBy(delta, theirs)) events.publishEvent(new DeltaSuspected(theirs.release(), delta));
                },
                delta.sha256());
    }

    private synchronized boolean isSuspectBy(BlobKey delta, Record theirs) {
        Record known = records.getIfPresent(delta);
        if (known != null && known.failed() > 0) {
            return isSuspectNow(theirs.release(), delta, theirs.device(), theirs.sender());
        }
        long worked = theirs.worked() + (known == null ? 0 : known.worked());
        records.put(
                delta,
                new Record(
                        theirs.release(), theirs.device(), theirs.sender(), theirs.since(), theirs.failed(), worked));
        return false;
    }

    synchronized void worked(BlobKey delta) {
        Record known = records.getIfPresent(delta);
        records.put(delta, known == null ? new Record(0, 0, 0, clock.instant(), 0, 1) : known.andWorked());
    }

    void failed(long release, BlobKey delta, long device, long sender) {
        note(delta);
        if (isSuspectNow(release, delta, device, sender)) events.publishEvent(new DeltaSuspected(release, delta));
    }

    private synchronized void note(BlobKey delta) {
        unwritten.add(delta);
    }

    private synchronized boolean isSuspectNow(long release, BlobKey delta, long device, long sender) {
        Instant now = clock.instant();
        Record known = records.getIfPresent(delta);
        if (known == null
                || known.failed() == 0
                || known.since().plus(settings.strikeTtl()).isBefore(now)) {
            records.put(delta, new Record(release, device, sender, now, 1, known == null ? 0 : known.worked()));
            return false;
        }
        if (!known.isOfOther(device, sender)) return false;
        Record more = known.andFailed();
        records.put(delta, more);
        return more.failed() * WORKED > more.worked();
    }

    @EventListener
    void forget(StrikesCleared cleared) {
        forgetReleased(cleared.release());
        database.update("delete from delta_failures where release_id = ?", cleared.release());
        bulletin.post(CLEARED, String.valueOf(cleared.release()));
    }

    private synchronized void forgetReleased(long release) {
        records.asMap().values().removeIf(known -> known.release() == release);
    }

    /** Call it inside a transaction, and {@link #settle} when that is committed. */
    void write() {
        Map<BlobKey, Record> due = due();
        due.forEach((delta, known) -> {
            bulletin.post(TOPIC, delta.sha256());
            database.update("delete from delta_failures where sha256 = ?", delta.sha256());
            database.update(
                    "insert into delta_failures (sha256, release_id, device, network, failed_at, failed, worked)"
                            + " select ?, id, ?, ?, ?, ?, ? from releases where id = ?",
                    delta.sha256(),
                    known.device(),
                    known.sender(),
                    known.since().atOffset(ZoneOffset.UTC),
                    known.failed(),
                    known.worked(),
                    known.release());
        });
    }

    private synchronized Map<BlobKey, Record> due() {
        writing.clear();
        for (BlobKey delta : unwritten) {
            Record known = records.getIfPresent(delta);
            if (known != null) writing.put(delta, known);
        }
        return new LinkedHashMap<>(writing);
    }

    /** What changed since it was written is still to be written. */
    synchronized void settle() {
        writing.forEach((delta, written) -> {
            if (written.equals(records.getIfPresent(delta))) unwritten.remove(delta);
        });
        unwritten.removeIf(delta -> records.getIfPresent(delta) == null);
        writing.clear();
    }
}
