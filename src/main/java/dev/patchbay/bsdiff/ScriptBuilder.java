package dev.patchbay.bsdiff;

/** Writes down the decided beginning of the cheapest path as steps, and lets the prices learn from it. */
final class ScriptBuilder {
    private final Script script;
    private final Prices prices;
    private final int freshLength;

    private int start;
    private int offset;

    ScriptBuilder(Work work, Prices prices, int freshLength) {
        this.script = new Script(work);
        this.prices = prices;
        this.freshLength = freshLength;
    }

    /** The current alignment ends; what follows up to {@code nextStart} is inserted; then another one begins. */
    void change(int end, int nextStart, int nextOffset) {
        prices.learnDiff(start, offset, end);
        prices.learnLiterals(end, nextStart);
        script.add(end - start, nextStart - end, nextStart + nextOffset - (end + offset));
        start = nextStart;
        offset = nextOffset;
    }

    /** The last alignment ends, and the rest is inserted. */
    Script finish(int end) {
        if (freshLength > 0) script.add(end - start, freshLength - end, 0);
        return script;
    }

    /** Where the current alignment began. */
    int start() {
        return start;
    }

    int offset() {
        return offset;
    }
}
