package dev.patchbay.plan;

import java.util.Locale;

/** What the server does by itself with a release that fails too often. */
public enum HaltAction {
    OFF,
    PAUSE,
    ROLLBACK;

    public static HaltAction of(String text) {
        for (HaltAction action : values()) {
            if (action.toString().equals(text)) return action;
        }
        throw new IllegalArgumentException("action is one of off, pause, rollback");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
