package dev.patchbay.delta;

/** Sizes of the windows in which codecs look for what came before. */
final class Windows {
    private Windows() {}

    /** The logarithm of the smallest window that spans so many bytes, within bounds. */
    static int log2(long bytes, int smallest, int largest) {
        int spanning = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, bytes) - 1);
        return Math.max(smallest, Math.min(largest, spanning));
    }
}
