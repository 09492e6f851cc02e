package dev.patchbay.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers of each delta, at most {@value #MOST} of them, the first device on which it failed. A second device makes the
 * delta suspect; it must belong to another sender, for else one sender under two names could take it from everybody.
 */
@Component
class DeltaFailures implements SmartInitializingSingleton {
    static final int MOST = 10_000;

    private final JdbcTemplate database;
    private final ApplicationEventPublisher events;
    private final ReportSettings settings;
    private final Clock clock;
    private final Cache<BlobKey, First> firsts =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final List<BlobKey> unwritten = new ArrayList<>();

    /** The first failure. */
    private record First(long device, long sender, Instant at) {
        boolean isOfOther(long otherDevice, long otherSender) {
            return device != otherDevice && sender != otherSender;
        }
    }

    DeltaFailures(JdbcTemplate database, ApplicationEventPublisher events, ReportSettings settings, Clock clock) {
        this.database = database;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        database.query(
                "select sha256, device, network, failed_at from delta_failures order by failed_at desc limit " + MOST,
                row -> {
                    Instant at = row.getObject(4, OffsetDateTime.class).toInstant();
                    firsts.put(new BlobKey(row.getString(1)), new First(row.getLong(2), row.getLong(3), at));
                });
    }

    void failed(long release, BlobKey delta, long device, long sender) {
        Instant now = clock.instant();
        boolean suspect = false;
        synchronized (this) {
            First first = firsts.getIfPresent(delta);
            if (first == null || first.at().plus(settings.strikeTtl()).isBefore(now)) {
                firsts.put(delta, new First(device, sender, now));
                if (unwritten.size() < MOST) unwritten.add(delta);
            } else if (first.isOfOther(device, sender)) {
                suspect = true;
            }
        }
        if (suspect) events.publishEvent(new DeltaSuspected(release, delta));
    }

    /** Call it inside a transaction. */
    void write() {
        for (BlobKey delta : taken()) {
            First first = firsts.getIfPresent(delta);
            if (first == null) continue;
            database.update("delete from delta_failures where sha256 = ?", delta.sha256());
            database.update(
                    "insert into delta_failures (sha256, device, network, failed_at) values (?, ?, ?, ?)",
                    delta.sha256(),
                    first.device(),
                    first.sender(),
                    first.at().atOffset(ZoneOffset.UTC));
        }
    }

    private synchronized List<BlobKey> taken() {
        List<BlobKey> taken = List.copyOf(unwritten);
        unwritten.clear();
        return taken;
    }
}
