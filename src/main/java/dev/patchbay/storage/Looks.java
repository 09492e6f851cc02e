package dev.patchbay.storage;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when a file has been looked at often enough in this tenth of a second for one more look to be spared. Whoever asks now
 * and then looks each time; of thousands a second hardly any does. Without a lock: when two ask at once, one look more or
 * fewer is taken.
 */
final class Looks {
    static final int ENOUGH = 16;

    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanos;
    private volatile long tenth;
    private volatile int taken;

    /**
     * The first look is being taken.
     *
     * @param nanos a clock that never goes back
     */
    Looks(LongSupplier nanos) {
        this.nanos = nanos;
        this.tenth = now();
        this.taken = 1;
    }

    /** Counts a look unless there were enough. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // a lost one only means that one more is taken
    boolean enough() {
        long now = now();
        if (now != tenth) {
            taken = 0;
            tenth = now;
        }
        if (taken >= ENOUGH) return true;
        taken++;
        return false;
    }

    private long now() {
        return Math.floorDiv(nanos.getAsLong(), TENTH);
    }
}
