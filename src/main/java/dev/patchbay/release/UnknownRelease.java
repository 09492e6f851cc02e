package dev.patchbay.release;

/** The app has no release with that id. */
public class UnknownRelease extends RuntimeException {
    public UnknownRelease(String message) {
        super(message);
    }
}
