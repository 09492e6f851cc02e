package dev.patchbay.bsdiff;

/** Making a delta took longer than its limits allow; nothing of it is usable. */
public final class DeltaTooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeltaTooSlow(String message) {
        super(message);
    }
}
