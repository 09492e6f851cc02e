package dev.patchbay.report;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** Answers what became of releases, from the database, after this server's latest counts were written there. */
@Component
public class Adoption {
    private static final String SUMS =
            Measure.COLUMNS.stream().map(name -> "sum(c." + name + ")").collect(Collectors.joining(", "));
    private static final RowMapper<Counts> COUNTS = (row, number) -> {
        long[] sums = new long[Measure.values().length];
        for (int i = 0; i < sums.length; i++) sums[i] = row.getLong(i + 2);
        return Counts.of(row.getObject(1, OffsetDateTime.class).toInstant(), sums);
    };

    private final JdbcTemplate database;
    private final Flusher flusher;

    Adoption(JdbcTemplate database, Flusher flusher) {
        this.database = database;
        this.flusher = flusher;
    }

    /** What a time series goes by. */
    public enum Step {
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Step(ChronoUnit unit) {
            this.unit = unit;
        }

        /** The hour or day, in UTC, that the time is in. */
        public Instant startOf(Instant time) {
            return time.truncatedTo(unit);
        }

        private String column() {
            return this == HOUR ? Ledger.HOUR : Ledger.DAY;
        }
    }

    /** All that was counted of a release. */
    public Counts totals(long release) {
        flusher.flush();
        return database
                .query(
                        "select c.starts_at, " + SUMS + " from report_counts c"
                                + " where c.release_id = ? and c.step = 'total' group by c.starts_at",
                        COUNTS,
                        release)
                .stream()
                .findFirst()
                .orElseGet(() -> Counts.none(Instant.EPOCH));
    }

    /** Of all releases of an app: each hour or day in which something was counted, the earliest first. */
    public List<Counts> series(String app, Step step, Instant from, Instant to) {
        flusher.flush();
        return database.query(
                "select c.starts_at, " + SUMS + " from report_counts c join releases r on r.id = c.release_id"
                        + " where r.app_name = ? and c.step = ? and c.starts_at >= ? and c.starts_at < ?"
                        + " group by c.starts_at order by c.starts_at",
                COUNTS,
                app,
                step.column(),
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC));
    }

    /** The same of one release. */
    public List<Counts> series(long release, Step step, Instant from, Instant to) {
        flusher.flush();
        return database.query(
                "select c.starts_at, " + SUMS + " from report_counts c"
                        + " where c.release_id = ? and c.step = ? and c.starts_at >= ? and c.starts_at < ?"
                        + " group by c.starts_at order by c.starts_at",
                COUNTS,
                release,
                step.column(),
                from.atOffset(ZoneOffset.UTC),
                to.atOffset(ZoneOffset.UTC));
    }

    /** What the automatic halt and staged plans judge a release by. */
    public Outcome outcome(long release) {
        flusher.flush();
        Map<Tally.Kind, Sketch> sketches = new EnumMap<>(Tally.Kind.class);
        for (Tally.Kind kind : Tally.Kind.values()) sketches.put(kind, Sketch.empty());
        database.query(
                "select kind, sketch from report_sketches where release_id = ?",
                row -> {
                    for (Tally.Kind kind : Tally.Kind.values()) {
                        if (kind.column().equals(row.getString(1))) sketches.put(kind, Sketch.of(row.getBytes(2)));
                    }
                },
                release);
        Sketch installed = sketches.getOrDefault(Tally.Kind.INSTALLED, Sketch.empty());
        Sketch failed = sketches.getOrDefault(Tally.Kind.FAILED, Sketch.empty());
        return new Outcome(
                sketches.getOrDefault(Tally.Kind.OFFERED, Sketch.empty()).estimate(),
                installed.estimate(),
                failed.estimate(),
                Sketch.empty().add(installed).add(failed).estimate());
    }

    /** Why a release failed, the most frequent reason first. */
    public List<FailureGroup> failures(long release) {
        flusher.flush();
        return new ArrayList<>(database.query(
                "select fingerprint, example, reports, first_at, last_at from failure_groups where release_id = ?"
                        + " order by reports desc, fingerprint",
                (row, number) -> new FailureGroup(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, OffsetDateTime.class).toInstant()),
                release));
    }
}
