package dev.patchbay.report;

import dev.patchbay.pack.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Answers what devices run. */
@Component
public class Fleets {
    /** What counts as running. */
    public static final Duration RUNNING = Duration.ofDays(30);

    private final JdbcTemplate database;
    private final Flusher flusher;
    private final Clock clock;

    Fleets(JdbcTemplate database, Flusher flusher, Clock clock) {
        this.database = database;
        this.flusher = flusher;
        this.clock = clock;
    }

    /** What was seen within the last 30 days. */
    public Fleet running(String app, Platform platform) {
        return seenSince(app, platform, RUNNING);
    }

    /**
     * @param time whole days count, up to {@code patchbay.report.keep-days}
     */
    public Fleet seenSince(String app, Platform platform, Duration time) {
        flusher.flush();
        return read(app, platform, time);
    }

    /**
     * What was seen within the last 30 days, without the latest seconds: for callers that hold the app's row, which the
     * writing of these would wait for.
     */
    public Fleet runningAsWritten(String app, Platform platform) {
        return read(app, platform, RUNNING);
    }

    /**
     * What was seen on each day, the earliest first; days without any device are left out.
     *
     * @param since the first day, in UTC
     */
    public SortedMap<LocalDate, Fleet> daily(String app, Platform platform, LocalDate since) {
        flusher.flush();
        SortedMap<LocalDate, Map<Long, Sketch>> days = new TreeMap<>();
        database.query(
                "select seen_on, release_id, sketch from seen_sketches"
                        + " where app_name = ? and platform = ? and seen_on >= ?",
                row -> {
                    days.computeIfAbsent(row.getObject(1, LocalDate.class), unseen -> new HashMap<>())
                            .put(row.getLong(2), Sketch.of(row.getBytes(3)));
                },
                app,
                platform.toString(),
                since);
        SortedMap<LocalDate, Fleet> fleets = new TreeMap<>();
        days.forEach((day, sketches) -> fleets.put(day, new Fleet(sketches)));
        return fleets;
    }

    private Fleet read(String app, Platform platform, Duration time) {
        LocalDate since = LocalDate.ofInstant(clock.instant().minus(time), ZoneOffset.UTC);
        Map<Long, Sketch> byRelease = new HashMap<>();
        database.query(
                "select release_id, sketch from seen_sketches where app_name = ? and platform = ? and seen_on >= ?",
                row -> {
                    byRelease
                            .computeIfAbsent(row.getLong(1), unseen -> Sketch.empty())
                            .add(Sketch.of(row.getBytes(2)));
                },
                app,
                platform.toString(),
                since);
        return new Fleet(byRelease);
    }
}
