package dev.patchbay.access;

import java.time.Duration;

/** An address or a key has asked more often than it may. */
public class TooManyRequests extends RuntimeException {
    private final Duration retryAfter;

    TooManyRequests(String message, Duration retryAfter) {
        super(message + " Wait as long as Retry-After says.");
        this.retryAfter = retryAfter.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : retryAfter;
    }

    /** How long until it is worth asking again, at least one second. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
