package dev.patchbay.storage;

import org.jspecify.annotations.Nullable;

/** The store of bytes does not answer or does not let this server in, so bytes can neither be kept nor handed out. */
public class StoreAway extends RuntimeException {
    StoreAway(@Nullable Throwable why) {
        super(
                "The store of packages does not answer. Devices are told of updates meanwhile; try again in a few"
                        + " seconds.",
                why);
    }
}
