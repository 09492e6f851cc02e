package dev.patchbay.trust;

/** The app has as many keys in use as it may have. */
public class TooManySealKeys extends RuntimeException {
    TooManySealKeys(String message) {
        super(message);
    }
}
