package dev.patchbay.bsdiff;

import java.io.IOException;

/** A delta that is no well-formed BSDIFF40 file, or does not belong to the old content it was applied to. */
public final class CorruptDelta extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptDelta(String message) {
        super(message);
    }

    CorruptDelta(String message, Throwable cause) {
        super(message, cause);
    }
}
