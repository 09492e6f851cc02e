package dev.patchbay.release;

/** Somebody else changed the release since the caller looked; nothing was changed now. */
public class StaleRelease extends RuntimeException {
    StaleRelease(long id) {
        super("Release " + id
                + " was changed since you read it. Read it again and repeat your change if it still fits.");
    }
}
