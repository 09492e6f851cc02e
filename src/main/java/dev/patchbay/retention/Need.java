package dev.patchbay.retention;

import java.util.Locale;

/** Why a release's bytes are kept. */
public enum Need {
    /** One of the newest releases of its app and platform. */
    RECENT,
    DRAFT,
    EMBEDDED,
    PINNED,
    /** An offer can still lead to it: it is published or paused and no newer one takes its place for every device. */
    OFFERED,
    /** Devices go back to it when one that is offered is rolled back. */
    ROLLBACK_TARGET,
    /** Devices that asked within the last 30 days have it. */
    RUNNING,
    /** There are no bytes of it here. */
    NO_BYTES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
