package dev.patchbay.bsdiff;

import java.time.Clock;

/**
 * The meter of one encoding. Every loop reports its steps here, which is where the deadline is noticed, and every large
 * array is asked for here, which is where the memory limit is noticed.
 */
final class Work {
    private static final long STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 1 << 18;

    private final Clock clock;
    private final Limits limits;
    private long steps;
    private long nextLook;
    private long held;
    private long peak;

    Work(Clock clock, Limits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /** Counts steps, a step being about one byte looked at. */
    void spend(long count) {
        steps += count;
        if (steps >= nextLook) look();
    }

    private void look() {
        nextLook = steps + STEPS_BETWEEN_LOOKS_AT_THE_CLOCK;
        if (limits.stopping().getAsBoolean()) throw new DeltaStopped();
        if (clock.instant().isAfter(limits.deadline())) {
            throw new DeltaTooSlow("the delta was not ready at " + limits.deadline());
        }
    }

    /** Counts bytes as held until {@link #release}; called before they are allocated. */
    void hold(long bytes) {
        if (bytes > limits.memory() - held) {
            throw new DeltaTooLarge("the delta needs " + (held + bytes) + " bytes of memory or more, " + limits.memory()
                    + " are allowed");
        }
        held += bytes;
        peak = Math.max(peak, held);
    }

    void release(long bytes) {
        held -= bytes;
    }

    int[] ints(int count) {
        hold(4L * count);
        return new int[count];
    }

    void release(int[] array) {
        release(4L * array.length);
    }

    long[] longs(int count) {
        hold(8L * count);
        return new long[count];
    }

    void release(long[] array) {
        release(8L * array.length);
    }

    byte[] bytes(int count) {
        hold(count);
        return new byte[count];
    }

    long steps() {
        return steps;
    }

    long peak() {
        return peak;
    }
}
