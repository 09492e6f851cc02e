package dev.patchbay.bsdiff;

import java.util.Arrays;

/** Every 32nd position of the old content, to be found by the 32 bytes that begin there. */
final class BlockIndex {
    static final int BLOCK = 32;
    private static final int NONE = -1;

    private final int[] firstBlock;
    private final int[] nextBlock;
    private final int shift;

    BlockIndex(Work work, byte[] old) {
        int blocks = old.length / BLOCK;
        int bits = 32 - Integer.numberOfLeadingZeros(Math.max(15, blocks));
        shift = Long.SIZE - bits;
        firstBlock = work.ints(1 << bits);
        nextBlock = work.ints(blocks);
        Arrays.fill(firstBlock, NONE);
        // backward, so that a chain begins with the lowest position: in a run of equal blocks that is the longest match
        for (int block = blocks - 1; block >= 0; block--) {
            int slot = slot(old, block * BLOCK);
            nextBlock[block] = firstBlock[slot];
            firstBlock[slot] = block;
            if ((block & 0xfff) == 0) work.spend(0x1000L * BLOCK);
        }
    }

    /** The first position whose block may equal the 32 bytes at {@code at}, or a negative number. */
    int first(byte[] content, int at) {
        return firstBlock[slot(content, at)] * BLOCK;
    }

    /** The next such position after {@code position}, or a negative number. */
    int next(int position) {
        return nextBlock[position / BLOCK] * BLOCK;
    }

    void release(Work work) {
        work.release(firstBlock);
        work.release(nextBlock);
    }

    private int slot(byte[] content, int at) {
        // four independent products instead of a rolling hash: they do not wait for each other
        long mixed = Bytes.eight(content, at) * 0x9E3779B97F4A7C15L
                + Bytes.eight(content, at + 8) * 0xC2B2AE3D27D4EB4FL
                + Bytes.eight(content, at + 16) * 0xD6E8FEB86659FD93L
                + Bytes.eight(content, at + 24) * 0xA0761D6478BD642FL;
        return (int) ((mixed ^ (mixed >>> 29)) * 0x9E3779B97F4A7C15L >>> shift);
    }
}
