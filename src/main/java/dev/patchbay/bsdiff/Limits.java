package dev.patchbay.bsdiff;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What making one delta may cost. Both limits are checked inside the loops of the work, not only before it.
 *
 * @param deadline the instant after which the work stops with {@link DeltaTooSlow}
 * @param memory the most bytes the work may hold at once, old and new content included, before {@link DeltaTooLarge}
 * @param stopping asked now and then; when it says so the work ends with {@link DeltaStopped}
 */
public record Limits(Instant deadline, long memory, BooleanSupplier stopping) {
    public Limits {
        if (memory <= 0) throw new IllegalArgumentException("a delta needs memory, not " + memory + " bytes");
    }

    public Limits(Instant deadline, long memory) {
        this(deadline, memory, () -> false);
    }
}
