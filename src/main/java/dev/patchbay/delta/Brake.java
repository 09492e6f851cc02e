package dev.patchbay.delta;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Ends a long piece of work early: when its time is up, or when the server stops. */
final class Brake {
    private final Clock clock;
    private final Instant deadline;
    private final BooleanSupplier stopping;

    Brake(Clock clock, Instant deadline, BooleanSupplier stopping) {
        this.clock = clock;
        this.deadline = deadline;
        this.stopping = stopping;
    }

    /**
     * @throws EncodingTooSlow when the time is up
     * @throws EncodingStopped when the server stops
     */
    void check() {
        if (stopping.getAsBoolean()) throw new EncodingStopped();
        if (clock.instant().isAfter(deadline)) throw new EncodingTooSlow();
    }
}
