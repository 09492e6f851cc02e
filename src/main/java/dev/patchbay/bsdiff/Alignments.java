package dev.patchbay.bsdiff;

/**
 * The few alignments that may be part of the cheapest path, each with the cheapest path that ends in it. An alignment
 * is an offset: what to add to a position of the new content to get the one in the old content it is compared with.
 */
final class Alignments {
    static final int MOST = 8;
    private static final long OUTSIDE = Long.MAX_VALUE / 4;

    private final byte[] old;
    private final byte[] fresh;
    private final Prices prices;

    private final int[] offset = new int[MOST];
    private final long[] cost = new long[MOST];
    private final int[] change = new int[MOST];
    /** Up to where both contents are known to agree; from there on it is not known. */
    private final int[] agreesUntil = new int[MOST];

    private final int[] lastDifferenceAt = new int[MOST];
    private final int[] lastDifference = new int[MOST];
    private final int[] lastDistance = new int[MOST];
    private int count;

    Alignments(byte[] old, byte[] fresh, Prices prices) {
        this.old = old;
        this.fresh = fresh;
        this.prices = prices;
    }

    int count() {
        return count;
    }

    int offset(int index) {
        return offset[index];
    }

    long cost(int index) {
        return cost[index];
    }

    int change(int index) {
        return change[index];
    }

    /** The index of this offset, or -1. */
    int indexOf(int wanted) {
        for (int i = 0; i < count; i++) {
            if (offset[i] == wanted) return i;
        }
        return -1;
    }

    /** The index of the cheapest, or -1. */
    int cheapest() {
        int cheapest = -1;
        for (int i = 0; i < count; i++) {
            if (cheapest < 0 || cost[i] < cost[cheapest]) cheapest = i;
        }
        return cheapest;
    }

    /** Looks up to where each alignment agrees from {@code at} on; the questions about runs are answered from it. */
    void look(int at) {
        for (int i = 0; i < count; i++) {
            if (agreesUntil[i] > at) continue;
            int position = at + offset[i];
            agreesUntil[i] = at;
            if (position >= 0 && position < old.length && old[position] == fresh[at]) {
                agreesUntil[i] += Bytes.agreeing(fresh, at, old, position, Integer.MAX_VALUE);
            }
        }
    }

    /** How many bytes from here on agree in this alignment. */
    int run(int index, int at) {
        return agreesUntil[index] - at;
    }

    int longestRun(int at) {
        int longest = 0;
        for (int i = 0; i < count; i++) longest = Math.max(longest, run(i, at));
        return longest;
    }

    /** How many bytes from here on agree in every alignment; 0 if there is none. */
    int commonRun(int at) {
        int shortest = count == 0 ? 0 : Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) shortest = Math.min(shortest, run(i, at));
        return shortest;
    }

    /** Replaces {@code index}, or when that is negative adds one, in place of the dearest if there is no room. */
    void put(int index, int newOffset, long newCost, int newChange, int at) {
        int slot = index >= 0 ? index : slotFor(newCost);
        if (slot < 0) return;
        offset[slot] = newOffset;
        cost[slot] = newCost;
        change[slot] = newChange;
        agreesUntil[slot] = at + Bytes.agreeing(fresh, at, old, at + newOffset, Integer.MAX_VALUE);
        lastDifferenceAt[slot] = at - Prices.RUN - 1;
        lastDifference[slot] = 0;
        lastDistance[slot] = 0;
    }

    private int slotFor(long newCost) {
        if (count < MOST) return count++;
        int dearest = 0;
        for (int i = 1; i < count; i++) {
            if (cost[i] > cost[dearest]) dearest = i;
        }
        return cost[dearest] > newCost ? dearest : -1;
    }

    /** Adds to each alignment what the byte at {@code at} costs in it. */
    void step(int at) {
        for (int i = 0; i < count; i++) {
            if (at < agreesUntil[i]) {
                boolean again = at - lastDifferenceAt[i] <= Prices.RUN;
                cost[i] += again ? Prices.AGREEING_AGAIN : Prices.AGREEING;
            } else {
                int position = at + offset[i];
                cost[i] = position < 0 || position >= old.length
                        ? OUTSIDE
                        : cost[i] + difference(i, at, (fresh[at] - old[position]) & 0xff);
            }
        }
    }

    private int difference(int index, int at, int value) {
        int distance = at - lastDifferenceAt[index];
        int price = prices.diff(value) + (distance > Prices.RUN ? Prices.DIFFERING : Prices.DIFFERING_AGAIN);
        if (value == lastDifference[index]) {
            boolean sameDistance = distance == lastDistance[index];
            price = Math.min(price, sameDistance ? Prices.REPEATED_AT_SAME_DISTANCE : Prices.REPEATED);
        }
        lastDifferenceAt[index] = at;
        lastDifference[index] = value;
        lastDistance[index] = distance;
        return price;
    }

    /** Goes over bytes on which all alignments agree, which makes no difference between them. */
    void skip() {
        long least = cost[cheapest()];
        for (int i = 0; i < count; i++) cost[i] -= least;
    }

    /** Drops the alignments that cost more than {@code most}. */
    void drop(long most) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (cost[i] <= most) move(i, kept++);
        }
        count = kept;
    }

    /** Drops all but one, whose path then begins with change 0. */
    void keepOnly(int index) {
        move(index, 0);
        change[0] = 0;
        count = 1;
    }

    void clear() {
        count = 0;
    }

    private void move(int from, int to) {
        if (from == to) return;
        offset[to] = offset[from];
        cost[to] = cost[from];
        change[to] = change[from];
        agreesUntil[to] = agreesUntil[from];
        lastDifferenceAt[to] = lastDifferenceAt[from];
        lastDifference[to] = lastDifference[from];
        lastDistance[to] = lastDistance[from];
    }
}
