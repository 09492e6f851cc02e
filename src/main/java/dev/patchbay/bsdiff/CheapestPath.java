package dev.patchbay.bsdiff;

/**
 * Decides which matches to use. bsdiff leaves an alignment when another one has more than eight bytes more right; here
 * every way to write the new content competes at its estimated price: to stay in an alignment and correct what differs,
 * to insert bytes, or to pay for a step and go on in another alignment. The cheapest path through these choices is found
 * from left to right (A. Viterbi, 1967), keeping only what a single step could not make up for.
 */
final class CheapestPath {
    /** With a run this long ahead in all alignments there is nothing to decide before its end. */
    private static final int LONG_RUN = 24;
    /** With a run this long ahead in one alignment no other match is looked for. */
    private static final int GOOD_RUN = 12;

    /** After 2^19 searches only every second position is searched, after 2^20 every third: most matches are longer. */
    private static final int SEARCHES_PER_STRIDE_BITS = 19;

    private static final int SHORTEST_REENTRY = 4;
    /** A new alignment is not followed backward beyond the point where it costs so much more than from later on. */
    private static final int HOPELESS = 4_000;

    private static final long DROP_ABOVE = Prices.step(1 << 20);

    private final Work work;
    private final byte[] old;
    private final byte[] fresh;
    private final GapSearch search;
    private final Prices prices;
    private final ScriptBuilder script;
    private final Trail trail;
    private final Recent recent = new Recent();
    private final Alignments alignments;

    private int at;
    private int nextSearch;
    private int searches;
    /** Before this position nothing is remembered of the ways to be there. */
    private int rememberedFrom;
    /** The path that inserts the byte before {@code at}: its cost, its last change, and where that alignment ended. */
    private long insertCost;

    private int insertChange;
    private int insertEnd;

    CheapestPath(Work work, byte[] old, byte[] fresh, GapSearch search, Prices prices) {
        this.work = work;
        this.old = old;
        this.fresh = fresh;
        this.search = search;
        this.prices = prices;
        this.script = new ScriptBuilder(work, prices, fresh.length);
        this.trail = new Trail(work);
        this.alignments = new Alignments(old, fresh, prices);
    }

    Script find() {
        alignments.put(-1, 0, 0, 0, 0);
        insertCost = Long.MAX_VALUE / 2;
        while (at < fresh.length) {
            if (trail.isFull(Alignments.MOST + 1)) decideNow();
            alignments.look(at);
            int run = alignments.commonRun(at);
            if (run >= LONG_RUN) skip(run);
            else step();
        }
        int cheapest = alignments.cheapest();
        boolean copies = cheapest >= 0 && alignments.cost(cheapest) <= insertCost;
        trail.tell(copies ? alignments.change(cheapest) : insertChange, script);
        trail.release(work);
        return script.finish(copies ? fresh.length : insertEnd);
    }

    /** Goes over bytes on which all alignments agree. Where only one is left, all before is decided. */
    private void skip(int run) {
        alignments.skip();
        if (alignments.count() == 1) {
            trail.tell(alignments.change(0), script);
            trail.restart(script.offset(), script.start());
            alignments.keepOnly(0);
        }
        int cheapest = alignments.cheapest();
        at += run;
        rememberedFrom = at;
        insertCost = alignments.cost(cheapest) + prices.literal(fresh[at - 1]);
        insertChange = alignments.change(cheapest);
        insertEnd = at - 1;
        work.spend(run);
    }

    private void step() {
        remember();
        if (alignments.longestRun(at) < GOOD_RUN && at >= nextSearch) tryMatch();
        reenter();
        if (recent.cost(at) < insertCost) {
            insertCost = recent.cost(at);
            insertChange = recent.change(at);
            insertEnd = recent.end(at);
        }
        insertCost += prices.literal(fresh[at]);
        alignments.step(at);
        int cheapest = alignments.cheapest();
        long least = cheapest < 0 ? insertCost : Math.min(insertCost, alignments.cost(cheapest));
        alignments.drop(least + DROP_ABOVE);
        work.spend(2 + alignments.count());
        at++;
    }

    private void remember() {
        int cheapest = alignments.cheapest();
        if (cheapest >= 0 && alignments.cost(cheapest) < insertCost) {
            recent.put(at, alignments.cost(cheapest), alignments.change(cheapest), at);
        } else {
            recent.put(at, insertCost, insertChange, insertEnd);
        }
    }

    private void tryMatch() {
        searches++;
        nextSearch = at + 1 + (searches >> SEARCHES_PER_STRIDE_BITS);
        search.find(at, at + trail.offset(recent.change(at)));
        if (search.length() < GapIndex.KEY) return;
        int offset = search.position() - at;
        int known = alignments.indexOf(offset);
        // it was considered when it was found; from here on a step costs at least its price more
        if (known >= 0 && alignments.cost(known) <= recent.cost(at) + Prices.STEP) return;
        enter(known, offset);
    }

    /** Enters an alignment at the position, here or earlier, from which it costs least. */
    private void enter(int known, int offset) {
        int start = at;
        long least = costFrom(at, offset);
        long differing = 0;
        int run = 0;
        int first = Math.max(Math.max(rememberedFrom, at - Recent.REACH + 1), -offset);
        for (int from = at - 1; from >= first; from--) {
            boolean agrees = old[from + offset] == fresh[from];
            differing += agrees ? agreeing(run) : differing(run, fresh[from] - old[from + offset]);
            run = agrees ? run + 1 : 0;
            if (recent.cost(from) + differing > least + HOPELESS) break;
            long cost = costFrom(from, offset) + differing;
            if (cost < least) {
                least = cost;
                start = from;
            }
        }
        work.spend(at - start + 1);
        if (known >= 0 && alignments.cost(known) <= least) return;
        int change = trail.add(recent.change(start), recent.end(start), offset, start);
        alignments.put(known, offset, least, change, at);
    }

    private static int agreeing(int run) {
        return run < Prices.RUN ? Prices.AGREEING_AGAIN : Prices.AGREEING;
    }

    private int differing(int run, int value) {
        return prices.diff(value) + (run < Prices.RUN ? Prices.DIFFERING_AGAIN : Prices.DIFFERING);
    }

    /** What it costs to be at {@code from} and go on in the alignment with this offset. */
    private long costFrom(int from, int offset) {
        int change = recent.change(from);
        return recent.cost(from) + Prices.step((long) from - recent.end(from) + offset - trail.offset(change));
    }

    /** An alignment that differed too much may be left and entered again where it agrees. */
    private void reenter() {
        for (int i = 0; i < alignments.count(); i++) {
            if (alignments.cost(i) <= recent.cost(at) + Prices.STEP || alignments.run(i, at) < SHORTEST_REENTRY)
                continue;
            long cost = costFrom(at, alignments.offset(i));
            if (cost >= alignments.cost(i)) continue;
            int change = trail.add(recent.change(at), recent.end(at), alignments.offset(i), at);
            alignments.put(i, alignments.offset(i), cost, change, at);
        }
    }

    /** Keeps only the cheapest path, since there is no room to remember more of the others. */
    private void decideNow() {
        int cheapest = alignments.cheapest();
        boolean copies = cheapest >= 0 && alignments.cost(cheapest) <= insertCost;
        trail.tell(copies ? alignments.change(cheapest) : insertChange, script);
        trail.restart(script.offset(), script.start());
        rememberedFrom = at;
        insertChange = 0;
        if (copies) {
            alignments.keepOnly(cheapest);
            insertCost = Long.MAX_VALUE / 2;
        } else {
            alignments.clear();
        }
    }
}
