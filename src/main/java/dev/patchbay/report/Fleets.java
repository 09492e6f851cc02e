package dev.patchbay.report;

import dev.patchbay.pack.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
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
