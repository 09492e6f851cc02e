package dev.patchbay.report;

import dev.patchbay.report.Sightings.Place;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Adds counts to what the database has. Several servers write to the same rows, so it adds and never sets; a sketch is read
 * under its row's lock and put back with the new one in it. Where two servers make the same row at once one of them fails
 * and comes again with the next flush. A release that is gone takes no counts. Call everything inside a transaction.
 */
@Component
class Ledger {
    static final String HOUR = "hour";
    static final String DAY = "day";
    static final String TOTAL = "total";

    private static final String ADD = "update report_counts set "
            + Measure.COLUMNS.stream().map(name -> name + " = " + name + " + ?").collect(Collectors.joining(", "))
            + " where release_id = ? and step = ? and starts_at = ?";
    private static final String BEGIN = "insert into report_counts ("
            + String.join(", ", Measure.COLUMNS) + ", release_id, step, starts_at) select "
            + "?, ".repeat(Measure.COLUMNS.size()) + "id, ?, ? from releases where id = ?";

    private final JdbcTemplate database;

    Ledger(JdbcTemplate database) {
        this.database = database;
    }

    void add(long release, Tally.Due due, Instant now) {
        if (hasCounts(due)) {
            add(release, due.sums(), HOUR, now.truncatedTo(ChronoUnit.HOURS));
            add(release, due.sums(), DAY, now.truncatedTo(ChronoUnit.DAYS));
            add(release, due.sums(), TOTAL, Instant.EPOCH);
        }
        due.devices().forEach((kind, state) -> merge(release, kind, state));
        for (FailureCounts.Due failures : due.failures()) add(release, failures, utc(now));
    }

    private static boolean hasCounts(Tally.Due due) {
        for (long sum : due.sums()) if (sum != 0) return true;
        return false;
    }

    private void add(long release, long[] sums, String step, Instant start) {
        List<Object> values = new ArrayList<>();
        for (long sum : sums) values.add(sum);
        List<Object> adding = new ArrayList<>(values);
        adding.addAll(List.of(release, step, utc(start)));
        if (database.update(ADD, adding.toArray()) > 0) return;
        values.addAll(List.of(step, utc(start), release));
        database.update(BEGIN, values.toArray());
    }

    private void merge(long release, Tally.Kind kind, byte[] state) {
        List<byte[]> known = database.queryForList(
                "select sketch from report_sketches where release_id = ? and kind = ? for update",
                byte[].class,
                release,
                kind.column());
        if (known.isEmpty()) {
            database.update(
                    "insert into report_sketches (release_id, kind, sketch) select id, ?, ? from releases where id = ?",
                    kind.column(),
                    state,
                    release);
        } else {
            database.update(
                    "update report_sketches set sketch = ? where release_id = ? and kind = ?",
                    Sketch.of(known.get(0)).add(Sketch.of(state)).state(),
                    release,
                    kind.column());
        }
    }

    void merge(Place place, byte[] state) {
        String app = place.app();
        String platform = place.platform().toString();
        List<byte[]> known = database.queryForList(
                "select sketch from seen_sketches where app_name = ? and platform = ? and release_id = ?"
                        + " and seen_on = ? for update",
                byte[].class,
                app,
                platform,
                place.release(),
                place.date());
        if (known.isEmpty()) {
            database.update(
                    "insert into seen_sketches (app_name, platform, release_id, seen_on, sketch)"
                            + " select name, ?, ?, ?, ? from apps where name = ?",
                    platform,
                    place.release(),
                    place.date(),
                    state,
                    app);
        } else {
            database.update(
                    "update seen_sketches set sketch = ? where app_name = ? and platform = ? and release_id = ?"
                            + " and seen_on = ?",
                    Sketch.of(known.get(0)).add(Sketch.of(state)).state(),
                    app,
                    platform,
                    place.release(),
                    place.date());
        }
    }

    private void add(long release, FailureCounts.Due failures, OffsetDateTime now) {
        Fingerprint group = failures.fingerprint();
        if (addTo(release, group, failures.reports(), now)) return;
        Long groups = database.queryForObject(
                "select count(*) from failure_groups where release_id = ?", Long.class, release);
        boolean full = groups != null && groups >= FailureCounts.MOST;
        if (full) group = Fingerprint.OTHER;
        if (full && addTo(release, group, failures.reports(), now)) return;
        database.update(
                "insert into failure_groups (fingerprint, example, reports, first_at, last_at, release_id)"
                        + " select ?, ?, ?, ?, ?, id from releases where id = ?",
                group.id(),
                group.example(),
                failures.reports(),
                now,
                now,
                release);
    }

    private boolean addTo(long release, Fingerprint group, long reports, OffsetDateTime now) {
        return database.update(
                        "update failure_groups set reports = reports + ?, last_at = ?"
                                + " where release_id = ? and fingerprint = ?",
                        reports,
                        now,
                        release,
                        group.id())
                > 0;
    }

    /** Forgets what is older than the settings allow. */
    void prune(ReportSettings settings, Instant now) {
        OffsetDateTime days = utc(now.minus(settings.keepDays()));
        OffsetDateTime strikes = utc(now.minus(settings.strikeTtl()));
        database.update(
                "delete from report_counts where step = 'hour' and starts_at < ?",
                utc(now.minus(settings.keepHours())));
        database.update("delete from report_counts where step = 'day' and starts_at < ?", days);
        database.update("delete from seen_sketches where seen_on < ?", days.toLocalDate());
        database.update("delete from failure_groups where last_at < ?", days);
        database.update("delete from strikes where struck_at < ?", strikes);
        database.update("delete from delta_failures where failed_at < ?", strikes);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
