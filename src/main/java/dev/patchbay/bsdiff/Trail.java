package dev.patchbay.bsdiff;

/**
 * Where the paths under consideration changed their alignment. Paths share their beginnings: each change knows the one
 * before it. Change 0 is the last one that all paths share and that is already decided.
 */
final class Trail {
    private static final int CAPACITY = 1 << 14;

    private final int[] offset;
    private final int[] start;
    private final int[] before;
    private final int[] endBefore;
    private int count;

    Trail(Work work) {
        offset = work.ints(CAPACITY);
        start = work.ints(CAPACITY);
        before = work.ints(CAPACITY);
        endBefore = work.ints(CAPACITY);
        restart(0, 0);
    }

    /** Forgets everything but one change, which is 0 from now on. */
    void restart(int offset, int start) {
        count = 0;
        add(0, start, offset, start);
    }

    /**
     * Adds a change.
     *
     * @param before the change before it
     * @param endBefore where in the new content the alignment of that one ends
     * @param offset what to add to a position of the new content to get the one in the old content
     * @param start where in the new content this alignment begins
     */
    int add(int before, int endBefore, int offset, int start) {
        this.before[count] = before;
        this.endBefore[count] = endBefore;
        this.offset[count] = offset;
        this.start[count] = start;
        return count++;
    }

    /** Whether there is no room for another {@code changes}. */
    boolean isFull(int changes) {
        return count > CAPACITY - changes;
    }

    int offset(int change) {
        return offset[change];
    }

    /** Adds to the script all that led to {@code change}. */
    void tell(int change, ScriptBuilder script) {
        // turns the way back into a way forward, in place: the arrays are forgotten afterwards
        int next = change;
        int following = -1;
        while (next != 0) {
            int previous = before[next];
            before[next] = following;
            following = next;
            next = previous;
        }
        for (int told = following; told >= 0; told = before[told]) {
            script.change(endBefore[told], start[told], offset[told]);
        }
    }

    void release(Work work) {
        work.release(offset);
        work.release(start);
        work.release(before);
        work.release(endBefore);
    }
}
