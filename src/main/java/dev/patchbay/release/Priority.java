package dev.patchbay.release;

import java.util.Locale;

/** How soon a device should install an update. */
public enum Priority {
    /** Before the app goes on. */
    BLOCKING,
    /** In the background, active at the next start. */
    NORMAL,
    /** While the device is idle: a preheat. */
    IDLE;

    public static Priority of(String text) {
        for (Priority priority : values()) {
            if (priority.toString().equals(text)) return priority;
        }
        throw new IllegalArgumentException("priority is one of blocking, normal, idle");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
