package dev.patchbay.storage;

import org.jspecify.annotations.Nullable;

/** The database does not answer, so nothing can be changed or looked up in it at this moment. */
public class DatabaseAway extends RuntimeException {
    DatabaseAway(@Nullable Throwable why) {
        super(
                "The database does not answer. Devices are served from memory meanwhile; try again in a few seconds.",
                why);
    }
}
