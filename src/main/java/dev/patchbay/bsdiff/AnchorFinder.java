package dev.patchbay.bsdiff;

/**
 * Finds the anchors: hashes every 32-byte block of the old content, looks up the 32 bytes at each position of the new
 * one, verifies, extends both ways, and keeps the longest match of at least 64 bytes.
 *
 * <p>Linear: the few candidates of a position are each read no further than the longest of them, and the search goes on
 * behind that one.
 */
final class AnchorFinder {
    static final int SHORTEST = 64;
    private static final int MOST_CANDIDATES = 16;

    private final Work work;
    private final byte[] old;
    private final byte[] fresh;
    private final BlockIndex blocks;
    private final Anchors anchors;

    private int foundFresh;
    private int foundOld;
    private int foundLength;

    private AnchorFinder(Work work, byte[] old, byte[] fresh) {
        this.work = work;
        this.old = old;
        this.fresh = fresh;
        this.blocks = new BlockIndex(work, old);
        this.anchors = new Anchors(work, fresh.length);
    }

    static Anchors find(Work work, byte[] old, byte[] fresh) {
        AnchorFinder finder = new AnchorFinder(work, old, fresh);
        finder.search();
        finder.blocks.release(work);
        return finder.anchors;
    }

    private void search() {
        int covered = 0;
        int offset = 0;
        int last = fresh.length - BlockIndex.BLOCK;
        for (int at = 0; at <= last; at++) {
            foundLength = 0;
            if (continues(at, offset)) consider(at, at + offset, covered);
            int candidates = 0;
            for (int block = blocks.first(fresh, at);
                    block >= 0 && candidates < MOST_CANDIDATES;
                    block = blocks.next(block)) {
                if (Bytes.eight(fresh, at) == Bytes.eight(old, block)) consider(at, block, covered);
                candidates++;
            }
            work.spend(1 + candidates);
            if (foundLength < SHORTEST) continue;
            anchors.add(foundFresh, foundOld, foundLength);
            offset = foundOld - foundFresh;
            covered = foundFresh + foundLength;
            at = covered - 1;
        }
    }

    /** Whether the previous anchor's alignment holds again here: the cheapest way on, and the cheapest to write down. */
    private boolean continues(int at, int offset) {
        int position = at + offset;
        return position >= 0
                && position <= old.length - Long.BYTES
                && Bytes.eight(fresh, at) == Bytes.eight(old, position);
    }

    private void consider(int at, int position, int covered) {
        int forward = Bytes.agreeing(fresh, at, old, position, Integer.MAX_VALUE);
        if (forward < BlockIndex.BLOCK) return;
        int backward = Bytes.agreeingBefore(fresh, at, old, position, at - covered);
        work.spend(forward + backward);
        if (forward + backward <= foundLength) return;
        foundFresh = at - backward;
        foundOld = position - backward;
        foundLength = forward + backward;
    }
}
