package dev.patchbay.plan;

import java.util.Locale;

/** Where a plan stands. */
public enum PlanState {
    /** The release is a draft. */
    WAITING,
    RUNNING,
    /** The release is paused, and so is the soak clock. */
    PAUSED,
    /** The last step is reached and soaked. */
    COMPLETED,
    /** Stopped for good before its last step. */
    ENDED;

    static PlanState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    boolean isOver() {
        return this == COMPLETED || this == ENDED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
