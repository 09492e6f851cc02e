package dev.patchbay.bsdiff;

/** The cheapest way to be at each of the last positions, for alignments that are found late and begin earlier. */
final class Recent {
    /** How far back an alignment may begin; a power of two. */
    static final int REACH = 256;

    private final long[] cost = new long[REACH];
    private final int[] change = new int[REACH];
    private final int[] end = new int[REACH];

    /**
     * @param cost of all that leads to this position
     * @param change the last change of the path
     * @param end where its alignment ends: here, or earlier if bytes are being inserted
     */
    void put(int at, long cost, int change, int end) {
        int slot = at & (REACH - 1);
        this.cost[slot] = cost;
        this.change[slot] = change;
        this.end[slot] = end;
    }

    long cost(int at) {
        return cost[at & (REACH - 1)];
    }

    int change(int at) {
        return change[at & (REACH - 1)];
    }

    int end(int at) {
        return end[at & (REACH - 1)];
    }
}
