package dev.patchbay.release;

import java.util.Locale;

/** Where a release stands. */
public enum State {
    /** Uploaded, visible to the devices on its allow-list only. */
    DRAFT,
    PUBLISHED,
    /** Nobody new gets it; who has it keeps it. */
    PAUSED,
    /** Gone for good; links already given stop working. */
    WITHDRAWN;

    public static State of(String text) {
        for (State state : values()) {
            if (state.toString().equals(text)) return state;
        }
        throw new IllegalArgumentException("state is one of draft, published, paused, withdrawn");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
