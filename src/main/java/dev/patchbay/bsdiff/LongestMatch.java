package dev.patchbay.bsdiff;

/**
 * Answers where in the old content the longest match for a position of the new one lies. Asked with ascending positions
 * only. The answer is read from {@link #length()} and {@link #position()}.
 */
final class LongestMatch {
    /** A continuation this long is followed without looking for better: what is better shows at its end. */
    private static final int GOOD_CONTINUATION = 32;

    private static final int MOST_CANDIDATES = 128;
    /** Longer matches are anchors; reading on would only cost time. */
    private static final int LONGEST_COMPARED = 512;

    private final Work work;
    private final byte[] old;
    private final byte[] fresh;
    private final Anchors anchors;
    private final GapIndex index;

    private int anchor;
    private int length;
    private int position;

    LongestMatch(Work work, byte[] old, byte[] fresh, Anchors anchors, GapIndex index) {
        this.work = work;
        this.old = old;
        this.fresh = fresh;
        this.anchors = anchors;
        this.index = index;
    }

    /**
     * @param scan the position in the new content
     * @param offset what to add to it for the continuation of the last match
     */
    void find(int scan, int offset) {
        length = 0;
        position = 0;
        int continued = scan + offset;
        if (continued >= 0 && continued < old.length) {
            take(continued, Bytes.agreeing(fresh, scan, old, continued, Integer.MAX_VALUE));
        }
        work.spend(1 + length);
        while (anchor < anchors.count() && anchors.end(anchor) <= scan) anchor++;
        if (anchor < anchors.count() && anchors.fresh(anchor) <= scan) {
            take(anchors.old(anchor) + scan - anchors.fresh(anchor), anchors.end(anchor) - scan);
        }
        if (length < GOOD_CONTINUATION && scan <= fresh.length - GapIndex.KEY) searchIndex(scan, continued);
    }

    private void searchIndex(int scan, int expected) {
        long key = Bytes.eight(fresh, scan);
        int bucket = index.bucket(key);
        int start = index.start(bucket);
        int end = index.end(bucket);
        if (start == end) return;
        int above = end - start > MOST_CANDIDATES ? index.nearest(bucket, expected) : start;
        int below = above - 1;
        int candidates = 0;
        // nearest to the continuation first: a small seek is also the cheapest to write down
        while (candidates < MOST_CANDIDATES && length < LONGEST_COMPARED && (above < end || below >= start)) {
            if (above < end) compare(scan, index.position(above++), key);
            if (below >= start) compare(scan, index.position(below--), key);
            candidates += 2;
        }
        work.spend(candidates);
    }

    private void compare(int scan, int candidate, long key) {
        if (length >= GapIndex.KEY && !agreesAtTheEnd(scan, candidate)) return;
        if (Bytes.eight(old, candidate) != key) return;
        int agreeing = Bytes.agreeing(fresh, scan, old, candidate, LONGEST_COMPARED);
        work.spend(agreeing >> 3);
        take(candidate, agreeing);
    }

    /** Whether the candidate agrees in the eight bytes it needs to be longer than the best so far. */
    private boolean agreesAtTheEnd(int scan, int candidate) {
        int at = length - GapIndex.KEY + 1;
        return candidate + at <= old.length - Long.BYTES
                && scan + at <= fresh.length - Long.BYTES
                && Bytes.eight(fresh, scan + at) == Bytes.eight(old, candidate + at);
    }

    private void take(int candidate, int agreeing) {
        if (agreeing <= length) return;
        length = agreeing;
        position = candidate;
    }

    int length() {
        return length;
    }

    int position() {
        return position;
    }
}
