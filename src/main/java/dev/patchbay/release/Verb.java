package dev.patchbay.release;

import java.util.Locale;

/** What a release manager can do to a release. */
public enum Verb {
    PUBLISH,
    PAUSE,
    RESUME,
    WITHDRAW,
    ROLLBACK;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
