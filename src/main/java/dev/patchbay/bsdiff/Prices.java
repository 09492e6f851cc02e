package dev.patchbay.bsdiff;

/**
 * What things cost in the finished delta, in thousandths of a byte, as far as that can be known before bzip2 has seen
 * them. The prices of bytes follow what the delta holds so far: an icon font's diff block is made of few values, and
 * then each of them is cheap.
 *
 * <p>The constants are averages over many deltas, not properties of any one of them.
 */
final class Prices {
    /** A step in the control block, before its seek is counted. */
    static final int STEP = 5_000;
    /** Each binary digit of a step's seek. */
    static final int SEEK_DIGIT = 90;
    /** A byte that agrees, in a run of such bytes and right behind one that does not. */
    static final int AGREEING = 4;

    static final int AGREEING_AGAIN = 70;
    /** How many agreeing bytes make a run. */
    static final int RUN = 4;
    /** Where a differing byte stands, when it ends a run and when it does not; what it is comes on top. */
    static final int DIFFERING = 600;

    static final int DIFFERING_AGAIN = 100;
    /** At most this for the same difference as before, and at most that if it is also as far away as the one before. */
    static final int REPEATED = 700;

    static final int REPEATED_AT_SAME_DISTANCE = 150;

    /**
     * bzip2 needs so many percent of the entropy of single bytes, since it knows what stands around them: at first and
     * in the end, and after how many bytes it is in the middle.
     */
    private static final int FIRST_PERCENT_OF_LITERAL_ENTROPY = 70;

    private static final int LAST_PERCENT_OF_LITERAL_ENTROPY = 50;
    private static final int LITERALS_TO_THE_MIDDLE = 30_000;
    /** Compressed content has nothing around a byte that tells about it: more percent from so many bits of entropy on. */
    private static final double TEXT = 7.5;

    private static final double NOISE = 7.95;
    private static final int PERCENT_OF_NOISE_ENTROPY = 80;
    private static final int PERCENT_OF_DIFF_ENTROPY = 90;

    private static final int FIRST_WEIGHT = 2_000;
    private static final int FIRST_DIFF_WEIGHT = 8;
    private static final int WEIGHT = 8;
    private static final int MOST_WEIGHT = 1 << 16;
    private static final int BYTES_BETWEEN_UPDATES = 256;

    private final byte[] old;
    private final byte[] fresh;
    private final int[] literalWeight = new int[256];
    private final int[] diffWeight = new int[256];
    private final int[] literalPrice = new int[256];
    private final int[] diffPrice = new int[256];
    private int unseen;
    private long literals;

    Prices(byte[] old, byte[] fresh, Gaps gaps) {
        this.old = old;
        this.fresh = fresh;
        for (int gap = 0; gap < gaps.count(); gap++) {
            for (int at = gaps.start(gap); at < gaps.end(gap); at++) literalWeight[fresh[at] & 0xff]++;
        }
        long total = 1L + gaps.total();
        for (int value = 0; value < 256; value++) {
            literalWeight[value] = 1 + (int) ((long) literalWeight[value] * FIRST_WEIGHT / total);
            diffWeight[value] = FIRST_DIFF_WEIGHT;
        }
        update();
    }

    /** A step that seeks so far. */
    static long step(long seek) {
        return STEP + (long) SEEK_DIGIT * (Long.SIZE - Long.numberOfLeadingZeros(Math.abs(seek)));
    }

    /** A byte of the extra block. */
    int literal(byte value) {
        return literalPrice[value & 0xff];
    }

    /** A byte of the diff block that is not zero, without its place. */
    int diff(int value) {
        return diffPrice[value & 0xff];
    }

    /** Learns from bytes that are certain to stand in the diff block. */
    void learnDiff(int from, int offset, int end) {
        for (int at = from; at < end; at++) {
            at += Bytes.agreeing(fresh, at, old, at + offset, end - at);
            if (at < end) {
                diffWeight[(fresh[at] - old[at + offset]) & 0xff] += WEIGHT;
                unseen++;
            }
        }
        if (unseen >= BYTES_BETWEEN_UPDATES) update();
    }

    /** Learns from bytes that are certain to stand in the extra block. */
    void learnLiterals(int from, int end) {
        for (int at = from; at < end; at++) literalWeight[fresh[at] & 0xff] += WEIGHT;
        unseen += end - from;
        literals += end - from;
        if (unseen >= BYTES_BETWEEN_UPDATES) update();
    }

    private void update() {
        unseen = 0;
        update(literalPrice, literalWeight, percentOfLiteralEntropy(entropy(literalWeight)));
        update(diffPrice, diffWeight, PERCENT_OF_DIFF_ENTROPY);
    }

    private int percentOfLiteralEntropy(double entropy) {
        int fall = FIRST_PERCENT_OF_LITERAL_ENTROPY - LAST_PERCENT_OF_LITERAL_ENTROPY;
        int percent = FIRST_PERCENT_OF_LITERAL_ENTROPY - (int) (fall * literals / (literals + LITERALS_TO_THE_MIDDLE));
        double noise = Math.min(1, Math.max(0, (entropy - TEXT) / (NOISE - TEXT)));
        return percent + (int) (noise * (PERCENT_OF_NOISE_ENTROPY - percent));
    }

    private static double entropy(int[] weight) {
        double total = 0;
        for (int one : weight) total += one;
        double bits = 0;
        for (int one : weight) bits += one / total * Math.log(total / one) / Math.log(2);
        return bits;
    }

    private static void update(int[] price, int[] weight, int percent) {
        long total = 0;
        for (int value = 0; value < 256; value++) total += weight[value];
        for (int value = 0; value < 256; value++) {
            double bits = Math.log((double) total / weight[value]) / Math.log(2);
            price[value] = (int) (bits * 1_000 / Byte.SIZE * percent / 100);
            // the older something is, the less it says about what comes
            if (total > MOST_WEIGHT) weight[value] -= weight[value] / 2;
        }
    }
}
