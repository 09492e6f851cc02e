package dev.patchbay.bsdiff;

/** Making a delta would hold more memory than its limits allow. */
public final class DeltaTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeltaTooLarge(String message) {
        super(message);
    }
}
