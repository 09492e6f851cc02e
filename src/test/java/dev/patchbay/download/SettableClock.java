package dev.patchbay.download;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until told otherwise. */
final class SettableClock extends Clock {
    private final AtomicReference<Instant> now;

    SettableClock(String now) {
        this.now = new AtomicReference<>(Instant.parse(now));
    }

    void set(String instant) {
        now.set(Instant.parse(instant));
    }

    void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.get();
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
