package dev.patchbay.release;

/** The release's state does not allow what was asked; nothing was changed. */
public class ForbiddenByState extends RuntimeException {
    public ForbiddenByState(String message) {
        super(message);
    }
}
