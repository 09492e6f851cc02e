package dev.patchbay.access;

import java.time.Duration;

/** An address has tried so many wrong keys that it has to wait. */
public class TooManyFailedKeys extends RuntimeException {
    private final Duration retryAfter;

    TooManyFailedKeys(Duration retryAfter) {
        super("Too many wrong keys came from this address. Wait as long as Retry-After says.");
        this.retryAfter = retryAfter;
    }

    /** How long until the next key is looked at, at least one second. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
