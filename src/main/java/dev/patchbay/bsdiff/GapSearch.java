package dev.patchbay.bsdiff;

/**
 * Answers which match of the old content to try at a position of the new one. Asked with ascending positions only; the
 * answer is read from {@link #length()} and {@link #position()}.
 */
final class GapSearch {
    /** Few, because they are the nearest: those further off cost more to seek than they win. */
    private static final int MOST_CANDIDATES = 6;
    /** Counts those of other keys, too, that share the bucket. */
    private static final int MOST_LOOKS = 24;
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

    GapSearch(Work work, byte[] old, byte[] fresh, Anchors anchors, GapIndex index) {
        this.work = work;
        this.old = old;
        this.fresh = fresh;
        this.anchors = anchors;
        this.index = index;
    }

    /**
     * Finds the anchor that covers {@code at}, or else the longest match among the candidates nearest to {@code
     * expected}.
     *
     * @param at a position of the new content
     * @param expected where in the old content a match would cost least, perhaps outside of it
     */
    void find(int at, int expected) {
        length = 0;
        while (anchor < anchors.count() && anchors.end(anchor) <= at) anchor++;
        if (anchor < anchors.count() && anchors.fresh(anchor) <= at) {
            take(anchors.old(anchor) + at - anchors.fresh(anchor), anchors.end(anchor) - at);
        } else if (at <= fresh.length - GapIndex.KEY) {
            searchIndex(at, expected);
        }
    }

    private void searchIndex(int at, int expected) {
        long key = Bytes.eight(fresh, at);
        int bucket = index.bucket(key);
        int start = index.start(bucket);
        int end = index.end(bucket);
        if (start == end) return;
        int above = index.nearest(bucket, expected);
        int below = above - 1;
        int candidates = 0;
        int looks = 0;
        while (candidates < MOST_CANDIDATES && looks < MOST_LOOKS && (above < end || below >= start)) {
            boolean upward = below < start
                    || (above < end && (long) index.position(above) + index.position(below) < 2L * expected);
            int candidate = index.position(upward ? above++ : below--);
            looks++;
            if (Bytes.eight(old, candidate) != key) continue;
            candidates++;
            compare(at, candidate);
        }
        work.spend(looks);
    }

    private void compare(int at, int candidate) {
        if (length > 0 && !isLonger(at, candidate)) return;
        int agreeing = Bytes.agreeing(fresh, at, old, candidate, LONGEST_COMPARED);
        work.spend(agreeing >> 3);
        if (agreeing > length) take(candidate, agreeing);
    }

    /** Whether the candidate agrees in the last of the bytes it needs to be longer than the best so far. */
    private boolean isLonger(int at, int candidate) {
        return candidate + length < old.length
                && at + length < fresh.length
                && fresh[at + length] == old[candidate + length];
    }

    private void take(int candidate, int agreeing) {
        length = agreeing;
        position = candidate;
    }

    /** How many bytes agree; 0 or at least {@link GapIndex#KEY}, except at the end of an anchor. */
    int length() {
        return length;
    }

    /** Where in the old content they begin. */
    int position() {
        return position;
    }
}
