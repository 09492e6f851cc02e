package dev.patchbay.bsdiff;

/** Making a delta was broken off because whoever asked for it stops; nothing of it is usable. */
public final class DeltaStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeltaStopped() {
        super("the delta was broken off");
    }
}
