package dev.patchbay.bsdiff;

/** The ranges of the new content that no anchor covers: one before each anchor and one at the end, perhaps empty. */
final class Gaps {
    private final Anchors anchors;
    private final int freshLength;

    Gaps(Anchors anchors, int freshLength) {
        this.anchors = anchors;
        this.freshLength = freshLength;
    }

    int count() {
        return anchors.count() + 1;
    }

    int start(int gap) {
        return gap == 0 ? 0 : anchors.end(gap - 1);
    }

    int end(int gap) {
        return gap == anchors.count() ? freshLength : anchors.fresh(gap);
    }

    /** The bytes in all gaps together. */
    int total() {
        int total = 0;
        for (int gap = 0; gap < count(); gap++) total += end(gap) - start(gap);
        return total;
    }
}
