package dev.patchbay.delta;

/** Coding a package took longer than it may. */
final class EncodingTooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
