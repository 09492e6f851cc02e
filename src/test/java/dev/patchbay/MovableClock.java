package dev.patchbay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs as the real one does, from one in the morning of a day 90 days ago, and can be moved on. It stays behind the real
 * time, by which the scheduler judges whether a job is due.
 */
public final class MovableClock extends Clock {
    private final AtomicReference<Duration> behind;

    public MovableClock() {
        Instant now = Instant.now();
        Instant start =
                now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(90)).plus(Duration.ofHours(1));
        behind = new AtomicReference<>(Duration.between(start, now));
    }

    public void advance(Duration duration) {
        behind.updateAndGet(before -> before.minus(duration));
    }

    @Override
    public Instant instant() {
        return Instant.now().minus(behind.get()).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
