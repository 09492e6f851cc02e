package dev.patchbay.delta;

import java.util.Locale;

/** How far a delta is. */
public enum DeltaState {
    /** Waits for its job, or the job runs. */
    PENDING,
    /** Applied back, compared, and offered. */
    READY,
    /** Not worth offering; the reason says why. */
    SKIPPED,
    /** Could not be built; the reason says why. */
    FAILED;

    static DeltaState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
