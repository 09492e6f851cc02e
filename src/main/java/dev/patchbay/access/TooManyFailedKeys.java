package dev.patchbay.access;

import java.time.Duration;

/** An address has tried so many wrong keys that it has to wait until the next one is looked at. */
final class TooManyFailedKeys extends TooManyRequests {
    TooManyFailedKeys(Duration retryAfter) {
        super("Too many wrong keys came from this address.", retryAfter);
    }
}
