package dev.patchbay.bsdiff;

/**
 * The ranges of the new content that no anchor covers. Each reaches a little into the anchor before it: the rest of an
 * anchor is short there, and something longer may begin.
 */
final class Gaps {
    static final int REACH = 32;

    private final Anchors anchors;
    private final int freshLength;

    Gaps(Anchors anchors, int freshLength) {
        this.anchors = anchors;
        this.freshLength = freshLength;
    }

    /** One before each anchor and one at the end, perhaps empty. */
    int count() {
        return anchors.count() + 1;
    }

    int start(int gap) {
        return gap == 0 ? 0 : anchors.end(gap - 1) - REACH;
    }

    int end(int gap) {
        return gap == anchors.count() ? freshLength : anchors.fresh(gap);
    }

    /** The positions in all gaps together. */
    long total() {
        long total = 0;
        for (int gap = 0; gap < count(); gap++) total += end(gap) - start(gap);
        return total;
    }
}
