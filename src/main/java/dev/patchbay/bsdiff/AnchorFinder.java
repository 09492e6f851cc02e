package dev.patchbay.bsdiff;

/**
 * Finds the anchors: hashes every 32-byte block of the old content, looks up the 32 bytes at each position of the new
 * one, verifies, extends both ways, and keeps the longest match of at least 64 bytes. Where the previous anchor's
 * alignment holds again, 24 bytes are enough: nothing is cheaper than to stay in it.
 *
 * <p>Linear: the few candidates of a position are each read no further than the longest of them, and the search goes on
 * behind that one.
 */
final class AnchorFinder {
    static final int SHORTEST = 24;
    private static final int SHORTEST_ELSEWHERE = 64;
    private static final int MOST_CANDIDATES = 16;

    private final Work work;
    private final byte[] old;
    private final byte[] fresh;
    private final BlockIndex blocks;
    private final Anchors anchors;

    /** Up to here the new content is covered by anchors, or has been given up. */
    private int covered;
    /** The alignment of the last anchor: what to add to a position of the new content. */
    private int offset;

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
        int last = fresh.length - BlockIndex.BLOCK;
        for (int at = 0; at <= last; at++) {
            foundLength = 0;
            tryContinuation(at);
            if (foundLength < SHORTEST && !tryBlocks(at)) continue;
            anchors.add(foundFresh, foundOld, foundLength);
            offset = foundOld - foundFresh;
            covered = foundFresh + foundLength;
            at = covered - 1;
        }
    }

    private void tryContinuation(int at) {
        int position = at + offset;
        boolean mayMatch = position >= 0
                && position <= old.length - Long.BYTES
                && Bytes.eight(fresh, at) == Bytes.eight(old, position);
        if (mayMatch) consider(at, position);
    }

    private boolean tryBlocks(int at) {
        int candidates = 0;
        int block = blocks.first(fresh, at);
        while (block >= 0 && candidates < MOST_CANDIDATES) {
            if (Bytes.eight(fresh, at) == Bytes.eight(old, block)) consider(at, block);
            candidates++;
            block = blocks.next(block);
        }
        work.spend(1 + candidates);
        return foundLength >= SHORTEST_ELSEWHERE;
    }

    private void consider(int at, int position) {
        int forward = Bytes.agreeing(fresh, at, old, position, Integer.MAX_VALUE);
        if (forward < SHORTEST) return;
        int backward = Bytes.agreeingBefore(fresh, at, old, position, at - covered);
        work.spend(forward + backward);
        if (forward + backward <= foundLength) return;
        foundFresh = at - backward;
        foundOld = position - backward;
        foundLength = forward + backward;
    }
}
