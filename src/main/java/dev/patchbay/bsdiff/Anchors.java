package dev.patchbay.bsdiff;

/**
 * The long exact matches between two contents, in the order of the new one and without overlap. They cover almost all of
 * a package whose files changed little, so that only what lies between them needs a finer search.
 */
final class Anchors {
    private static final int INTS_PER_ANCHOR = 3;

    private final int[] values;
    private int count;

    Anchors(Work work, int freshLength) {
        values = work.ints((freshLength / AnchorFinder.SHORTEST + 1) * INTS_PER_ANCHOR);
    }

    void add(int fresh, int old, int length) {
        int at = count++ * INTS_PER_ANCHOR;
        values[at] = fresh;
        values[at + 1] = old;
        values[at + 2] = length;
    }

    int count() {
        return count;
    }

    /** Where the anchor begins in the new content. */
    int fresh(int index) {
        return values[index * INTS_PER_ANCHOR];
    }

    /** Where the anchor begins in the old content. */
    int old(int index) {
        return values[index * INTS_PER_ANCHOR + 1];
    }

    int length(int index) {
        return values[index * INTS_PER_ANCHOR + 2];
    }

    /** Where the anchor ends in the new content. */
    int end(int index) {
        return fresh(index) + length(index);
    }

    void release(Work work) {
        work.release(values);
    }
}
