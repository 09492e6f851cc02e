package dev.patchbay.bsdiff;

/**
 * bzip2's block size, in units of 100,000 bytes. What fits into one block compresses as well as in a larger one, and a
 * small package shall not cost the memory of a large one, here or on the device.
 */
final class Bzip2Level {
    private static final int UNIT = 100_000;
    private static final int LARGEST = 9;
    /** What the compressor keeps free in each block, and a little more. */
    private static final int RESERVED = 32;
    /** The compressor's arrays: the block, its sorting order and the move-to-front symbols. */
    private static final int BYTES_PER_BYTE = 9;

    private static final int MOST_BYTES_PER_CONTENT_BYTE = 6;
    private static final long FIXED = 300_000;

    private Bzip2Level() {}

    /**
     * The level for a block of this many bytes, but not more than is in proportion to the contents.
     *
     * @param length what bzip2's first step makes of the block ({@link RunLengths})
     * @param contents bytes of the old and the new content together
     */
    static int of(long length, long contents) {
        long wanted = 1 + (length + RESERVED) / UNIT;
        long affordable = (contents * MOST_BYTES_PER_CONTENT_BYTE - FIXED) / (UNIT * BYTES_PER_BYTE);
        return (int) Math.max(1, Math.min(LARGEST, Math.min(wanted, affordable)));
    }

    /** About how many bytes compressing at this level holds. */
    static long memory(int level) {
        return (long) level * UNIT * BYTES_PER_BYTE + FIXED;
    }
}
