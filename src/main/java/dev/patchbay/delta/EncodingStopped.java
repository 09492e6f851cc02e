package dev.patchbay.delta;

/** The server stops while a package is being coded; the job is done again after the next start. */
final class EncodingStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EncodingStopped() {
        super("the server stops");
    }
}
