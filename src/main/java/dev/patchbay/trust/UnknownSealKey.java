package dev.patchbay.trust;

/** The app has no key of that version. */
public class UnknownSealKey extends RuntimeException {
    UnknownSealKey(String message) {
        super(message);
    }
}
